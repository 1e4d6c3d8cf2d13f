import { ApiProperty } from '@nestjs/swagger';
import { PageInfoDto } from '../../../common/pagination/index.js';
import { DOERS, type Activity, type Doer } from '../domain/activity.js';
import { AUDIT_ACTIONS, ruleOf, type AuditAction } from '../domain/audit-action.js';
import { OUTCOMES, type Outcome } from '../domain/audit-entry.js';
import type { Fields } from '../domain/changes.js';
import { AuditTargetDto } from './audit-entry.dto.js';

export class AccountActivityDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40b" */
  id: string;

  /** @example "2026-01-15T09:30:00.000Z" */
  at: string;

  @ApiProperty({ enum: AUDIT_ACTIONS, enumName: 'AuditAction', example: 'auth.signed-in' })
  action: AuditAction;

  /** @example "You signed in" */
  title: string;

  @ApiProperty({ enum: OUTCOMES, example: 'success' })
  outcome: Outcome;

  /** You, an administrator, the system itself, or somebody who is not known */
  @ApiProperty({ enum: DOERS, example: 'self' })
  by: Doer;

  target: AuditTargetDto;

  /** What the action adds, such as the course or the amount */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { method: 'password' } })
  details: Fields;

  /** From where it was done; null where it was not you */
  @ApiProperty({ type: String, nullable: true, example: '203.0.113.7' })
  ipAddress: string | null;

  /** With what it was done; null where it was not you */
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
  })
  userAgent: string | null;

  static of({
    id,
    at,
    action,
    outcome,
    by,
    target,
    details,
    ipAddress,
    userAgent,
  }: Activity): AccountActivityDto {
    const title = ruleOf(action).activity ?? '';
    return { id, at: at.toISOString(), action, title, outcome, by, target, details, ipAddress, userAgent };
  }
}

export class AccountActivityPageDto {
  data: AccountActivityDto[];
  page: PageInfoDto;
}
