import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '../../../common/access/index.js';
import { fullNameOf, USER_STATUSES, type User, type UserStatus } from '../domain/user.js';

export class OwnProfileDto {
  /** @example "Jane" */
  firstName: string;

  /** @example "Smith" */
  lastName: string;

  /**
   * The name that others see, if it isn't the full name
   * @example "Prof. Smith"
   */
  @ApiProperty({ type: String, nullable: true })
  displayName: string | null;

  /** @example "Jane Smith" */
  fullName: string;
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

  /**
   * Whether the e-mail address is confirmed
   * @example true
   */
  emailVerified: boolean;

  profile: OwnProfileDto;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  static of(user: User): OwnAccountDto {
    return {
      id: user.id,
      email: user.email,
      username: user.username,
      role: user.role,
      status: user.status,
      emailVerified: user.emailVerifiedAt !== null,
      profile: {
        firstName: user.profile.firstName,
        lastName: user.profile.lastName,
        displayName: user.profile.displayName,
        fullName: fullNameOf(user),
      },
      createdAt: user.createdAt.toISOString(),
    };
  }
}
