import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '../../../common/access/index.js';
import type { ReadDetails } from '../domain/personal-details.js';
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
      createdAt: user.createdAt.toISOString(),
    };
  }
}

/** An account with what nobody but its owner is shown. */
export class OwnAccountDetailsDto extends OwnAccountDto {
  personal: PersonalDetailsDto;

  static withDetails({ user, personal }: { user: User; personal: ReadDetails }): OwnAccountDetailsDto {
    return { ...OwnAccountDto.of(user), personal: PersonalDetailsDto.of(personal) };
  }
}
