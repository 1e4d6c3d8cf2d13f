import { ApiProperty } from '@nestjs/swagger';
import { EXPERIENCE_LEVELS, type ExperienceLevel } from '../domain/profile.js';
import { avatarUrlOf, publicNameOf } from '../domain/public-card.js';
import { effectiveRole, type User } from '../domain/user.js';
import { SocialLinksDto } from './profile.dto.js';

/** Somebody as everybody may see. */
export class PublicProfileDto {
  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  id: string;

  /** @example "jane_smith" */
  username: string;

  /** @example "Prof. Smith" */
  name: string;

  /** @example "/api/v1/users/665f1c2ab7e4c0a1d2e3f405/avatar.svg" */
  avatarUrl: string;

  @ApiProperty({ type: String, nullable: true, example: 'I teach people to write their first program.' })
  bio: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Edinburgh' })
  location: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'https://jane-smith.example.com' })
  website: string | null;

  @ApiProperty({ enum: EXPERIENCE_LEVELS, example: 'expert' })
  experienceLevel: ExperienceLevel;

  socialLinks: SocialLinksDto;

  /**
   * Whether this is an approved instructor
   * @example true
   */
  isInstructor: boolean;

  /** @example "2026-01-15T09:30:00.000Z" */
  memberSince: string;

  static of(user: User): PublicProfileDto {
    const { bio, location, website, experienceLevel, socialLinks } = user.profile;
    return {
      id: user.id,
      username: user.username,
      name: publicNameOf(user),
      avatarUrl: avatarUrlOf(user),
      bio,
      location,
      website,
      experienceLevel,
      socialLinks: { ...socialLinks },
      isInstructor: effectiveRole(user) === 'instructor',
      memberSince: user.createdAt.toISOString(),
    };
  }
}
