import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '../../../common/access/index.js';
import { PageInfoDto } from '../../../common/pagination/index.js';
import { AUDIT_ACTIONS, ruleOf, type AuditAction } from '../domain/audit-action.js';
import {
  ACTOR_KINDS,
  OUTCOMES,
  TARGET_TYPES,
  type AuditActor,
  type Outcome,
  type SealedEntry,
  type TargetType,
} from '../domain/audit-entry.js';
import type { Fields } from '../domain/changes.js';

export class AuditActorDto {
  /** Whether it was somebody known, nobody known, or the system itself */
  @ApiProperty({ enum: ACTOR_KINDS, example: 'user' })
  kind: AuditActor['kind'];

  /** @example "665f1c2ab7e4c0a1d2e3f401" */
  @ApiProperty({ type: String, nullable: true })
  id: string | null;

  /** The role at that time; null where only a way in could tell who it was */
  @ApiProperty({ enum: [...ROLES, null], nullable: true, example: 'admin' })
  role: Role | null;
}

export class AuditTargetDto {
  @ApiProperty({ enum: TARGET_TYPES, enumName: 'AuditTargetType', example: 'user' })
  type: TargetType;

  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  @ApiProperty({ type: String, nullable: true })
  id: string | null;
}

export class AuditEntryDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40a" */
  id: string;

  /**
   * Its place in the chain; null for the seconds until it is sealed
   * @example 4711
   */
  @ApiProperty({ type: Number, nullable: true })
  seq: number | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  at: string;

  @ApiProperty({ enum: AUDIT_ACTIONS, enumName: 'AuditAction', example: 'user.suspended' })
  action: AuditAction;

  /** @example "An account was shut" */
  description: string;

  @ApiProperty({ enum: OUTCOMES, example: 'success' })
  outcome: Outcome;

  actor: AuditActorDto;
  target: AuditTargetDto;

  /**
   * Whom it concerns
   * @example "665f1c2ab7e4c0a1d2e3f405"
   */
  @ApiProperty({ type: String, nullable: true })
  subject: string | null;

  /**
   * What it has in common with the log, with events and with the jobs that followed
   * @example "f3b8f8a0-5d7e-4b7e-9a55-0a6c1f6e2c11"
   */
  @ApiProperty({ type: String, nullable: true })
  requestId: string | null;

  /** The fields that changed, as they were. Secret values are named only. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example: { status: 'active' } })
  before: Fields | null;

  /** The fields that changed, as they became */
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: { status: 'suspended' },
  })
  after: Fields | null;

  /** @example "203.0.113.7" */
  @ApiProperty({ type: String, nullable: true })
  ipAddress: string | null;

  /** @example "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0" */
  @ApiProperty({ type: String, nullable: true })
  userAgent: string | null;

  /** When its personal part was removed: addresses, user agent and personal values */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  personalRemovedAt: string | null;

  static of(entry: SealedEntry): AuditEntryDto {
    const { personal, redaction } = entry;
    return {
      id: entry.id,
      seq: entry.seq || null,
      at: entry.at.toISOString(),
      action: entry.action,
      description: ruleOf(entry.action).description,
      outcome: entry.outcome,
      actor: entry.actor,
      target: entry.target,
      subject: entry.subject,
      requestId: entry.requestId,
      before: together(entry.before, personal?.before),
      after: together(entry.after, personal?.after),
      ipAddress: personal?.ipAddress ?? null,
      userAgent: personal?.userAgent ?? null,
      personalRemovedAt: redaction?.at.toISOString() ?? null,
    };
  }
}

const together = (facts: Fields | null, personal: Fields | null | undefined): Fields | null =>
  facts || personal ? { ...facts, ...personal } : null;

export class AuditPageDto {
  data: AuditEntryDto[];
  page: PageInfoDto;
}
