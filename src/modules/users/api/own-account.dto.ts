import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '../../../common/access/index.js';
import type { OwnDetails } from '../application/get-account.js';
import type { PendingEmailChange } from '../domain/pending-email-changes.js';
import { ownAvatarUrlOf } from '../domain/public-card.js';
import {
  APPROVAL_STATUSES,
  USER_STATUSES,
  type ApprovalStatus,
  type User,
  type UserStatus,
} from '../domain/user.js';
import { PersonalDetailsDto } from './personal-details.dto.js';
import { ProfileDto } from './profile.dto.js';

export class OwnApprovalDto {
  @ApiProperty({ enum: APPROVAL_STATUSES, example: 'approved' })
  status: ApprovalStatus;

  /** Why it was refused */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason: string | null;
}

/** An account as its owner sees it. */
export class OwnAccountDto {
  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  id: string;

  /** @example "jane.smith@example.com" */
  email: string;

  /** @example "jane_smith" */
  username: string;

  @ApiProperty({ enum: ROLES, example: 'instructor' })
  role: Role;

  @ApiProperty({ enum: USER_STATUSES, example: 'active' })
  status: UserStatus;

  /** Whether one may do what the role says; until then, what a student may. */
  approval: OwnApprovalDto;

  /**
   * Whether the e-mail address is confirmed
   * @example true
   */
  emailVerified: boolean;

  profile: ProfileDto;

  /**
   * The picture: one's own or the generated one; an address, or a path of this server
   * @example "/api/v1/users/665f1c2ab7e4c0a1d2e3f405/avatar.svg"
   */
  avatarUrl: string;

  /** When the account will be erased, unless that is cancelled until then: tell its owner wherever they are */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  erasureScheduledAt: string | null;

  /** When the password was last set anew; null while it is the first one, or there is none */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-02-03T18:20:00.000Z' })
  passwordChangedAt: string | null;

  /** When somebody was last here with the account, give or take five minutes; others are not shown it */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-02-03T18:25:00.000Z' })
  lastActivityAt: string | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  static of(user: User): OwnAccountDto {
    return {
      id: user.id,
      email: user.email,
      username: user.username,
      role: user.role,
      status: user.status,
      approval: { status: user.approval.status, reason: user.approval.reason },
      emailVerified: user.emailVerifiedAt !== null,
      profile: ProfileDto.of(user.profile),
      avatarUrl: ownAvatarUrlOf(user),
      erasureScheduledAt: user.erasureScheduledAt?.toISOString() ?? null,
      passwordChangedAt: user.passwordChangedAt?.toISOString() ?? null,
      lastActivityAt: user.lastActivityAt?.toISOString() ?? null,
      createdAt: user.createdAt.toISOString(),
    };
  }
}

export class EmailChangeDto {
  /** @example "jane.smith@example.org" */
  newEmail: string;

  /**
   * Whether the address that the account has must approve, too; not if it was never confirmed
   * @example true
   */
  needsOldConfirmation: boolean;

  /** @example false */
  oldConfirmed: boolean;

  /** @example false */
  newConfirmed: boolean;

  /** @example "2026-03-02T10:00:00.000Z" */
  requestedAt: string;

  /** @example "2026-03-03T10:00:00.000Z" */
  expiresAt: string;

  static of(change: PendingEmailChange): EmailChangeDto {
    return {
      newEmail: change.newEmail,
      needsOldConfirmation: change.needsOldConfirmation,
      oldConfirmed: change.oldConfirmedAt !== null,
      newConfirmed: change.newConfirmedAt !== null,
      requestedAt: change.requestedAt.toISOString(),
      expiresAt: change.expiresAt.toISOString(),
    };
  }
}

/** An account with what nobody but its owner is shown. */
export class OwnAccountDetailsDto extends OwnAccountDto {
  personal: PersonalDetailsDto;

  /** An address that the account shall have, once it is confirmed */
  @ApiProperty({ type: EmailChangeDto, nullable: true })
  emailChange: EmailChangeDto | null;

  static withDetails({ user, personal, emailChange }: OwnDetails): OwnAccountDetailsDto {
    return {
      ...OwnAccountDto.of(user),
      personal: PersonalDetailsDto.of(personal),
      emailChange: emailChange && EmailChangeDto.of(emailChange),
    };
  }
}
