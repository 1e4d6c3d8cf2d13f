import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { ROLES, type Role } from '../../../common/access/index.js';
import { PageInfoDto, PageQuery } from '../../../common/pagination/index.js';
import { IsQueryFlag, PlainText } from '../../../common/validation/index.js';
import type { AccountView } from '../application/show-accounts.js';
import { ownAvatarUrlOf } from '../domain/public-card.js';
import { ASSIGNABLE_ROLES, type AssignableRole } from '../domain/standing.js';
import {
  APPROVAL_STATUSES,
  USER_SOURCES,
  USER_STATUSES,
  type ApprovalStatus,
  type UserSource,
  type UserStatus,
} from '../domain/user.js';
import { ProfileDto } from './profile.dto.js';

const SORTS = ['-createdAt', 'createdAt'] as const;

export class UserQuery extends PageQuery {
  /** Only those with this role, whether or not it is approved */
  @IsOptional()
  @IsIn(ROLES)
  @ApiProperty({ enum: ROLES, required: false })
  role?: Role;

  /** Only those in this state */
  @IsOptional()
  @IsIn(USER_STATUSES)
  @ApiProperty({ enum: USER_STATUSES, required: false })
  status?: UserStatus;

  /** `pending` are those who wait for a decision */
  @IsOptional()
  @IsIn(APPROVAL_STATUSES)
  @ApiProperty({ enum: APPROVAL_STATUSES, required: false })
  approval?: ApprovalStatus;

  /** Whether the e-mail address is confirmed */
  @IsOptional()
  @IsQueryFlag()
  emailVerified?: boolean;

  /** Those in the archive instead of those who aren't */
  @IsOptional()
  @IsQueryFlag()
  archived?: boolean;

  /** Those who are deleted instead of those who aren't */
  @IsOptional()
  @IsQueryFlag()
  deleted?: boolean;

  /** The beginning of an e-mail address, a user name or a name */
  @IsOptional()
  @PlainText()
  @IsString()
  @Length(1, 100)
  q?: string;

  /** By the time of registration; `-` for the newest first */
  @IsOptional()
  @IsIn(SORTS)
  @ApiProperty({ enum: SORTS, required: false })
  sort: (typeof SORTS)[number] = '-createdAt';
}

export class ApprovalDto {
  @ApiProperty({ enum: APPROVAL_STATUSES, example: 'approved' })
  status: ApprovalStatus;

  /** Which administrator decided */
  @ApiProperty({ type: String, nullable: true, example: '665f1c2ab7e4c0a1d2e3f400' })
  by: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-16T08:00:00.000Z' })
  at: string | null;

  /** Why it was refused */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
}

export class SuspensionDto {
  /** @example "Sold accounts to others" */
  reason: string;

  /**
   * Which administrator decided
   * @example "665f1c2ab7e4c0a1d2e3f400"
   */
  by: string;

  /** @example "2026-01-17T08:00:00.000Z" */
  at: string;
}

/** How an account came about. */
export class UserMetadataDto {
  /** Who made it, if it wasn't its owner */
  @ApiProperty({ type: String, nullable: true, example: null })
  createdBy: string | null;

  /** Null for accounts that are older than the question */
  @ApiProperty({ enum: USER_SOURCES, type: String, nullable: true, example: 'web' })
  source: UserSource | null;
}

/** An account as administrators see it; personal details are its owner's alone. */
export class UserDto {
  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  id: string;

  /** @example "jane.smith@example.com" */
  email: string;

  /** @example true */
  emailVerified: boolean;

  /** @example "jane_smith" */
  username: string;

  @ApiProperty({ enum: ROLES, example: 'instructor' })
  role: Role;

  @ApiProperty({ enum: USER_STATUSES, example: 'active' })
  status: UserStatus;

  @ApiProperty({ type: SuspensionDto, nullable: true, example: null })
  suspension: SuspensionDto | null;

  approval: ApprovalDto;
  profile: ProfileDto;

  /** @example "/api/v1/users/665f1c2ab7e4c0a1d2e3f405/avatar.svg" */
  avatarUrl: string;

  metadata: UserMetadataDto;

  /**
   * Enrollments in whatever state
   * @example 3
   */
  enrollmentCount: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-02-01T10:00:00.000Z' })
  lastLoginAt: string | null;

  /** When somebody was last here with the account, give or take five minutes */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-02-01T10:25:00.000Z' })
  lastActivityAt: string | null;

  /**
   * Wrong attempts to sign in since the last right one
   * @example 0
   */
  loginAttempts: number;

  /** Until when the next attempt has to wait, at least from where the wrong ones came */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  lockUntil: string | null;

  /** @example false */
  isLocked: boolean;

  /** Since when the account is put aside; until it is taken back, it counts as inactive */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  archivedAt: string | null;

  /** Since when the account is deleted */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  deletedAt: string | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  /** @example "2026-01-16T08:00:00.000Z" */
  updatedAt: string;

  static of({ user, lock, enrollmentCount }: AccountView): UserDto {
    const { approval, suspension } = user;
    return {
      id: user.id,
      email: user.email,
      emailVerified: user.emailVerifiedAt !== null,
      username: user.username,
      role: user.role,
      status: user.status,
      suspension: suspension && { ...suspension, at: suspension.at.toISOString() },
      approval: { ...approval, at: approval.at?.toISOString() ?? null },
      profile: ProfileDto.of(user.profile),
      avatarUrl: ownAvatarUrlOf(user),
      metadata: { ...user.metadata },
      enrollmentCount,
      lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
      lastActivityAt: user.lastActivityAt?.toISOString() ?? null,
      loginAttempts: lock.loginAttempts,
      lockUntil: lock.lockUntil?.toISOString() ?? null,
      isLocked: lock.lockUntil !== null,
      archivedAt: user.archivedAt?.toISOString() ?? null,
      deletedAt: user.deletedAt?.toISOString() ?? null,
      createdAt: user.createdAt.toISOString(),
      updatedAt: user.updatedAt.toISOString(),
    };
  }
}

export class UserPageDto {
  data: UserDto[];
  page: PageInfoDto;
}

export class ReasonDto {
  /**
   * It is told to the person
   * @example "Sold accounts to others"
   */
  @PlainText({ lines: true })
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class RoleDto {
  @IsIn(ASSIGNABLE_ROLES)
  @ApiProperty({ enum: ASSIGNABLE_ROLES, example: 'moderator' })
  role: AssignableRole;
}
