import { ApiProperty } from '@nestjs/swagger';
import {
  EXPERIENCE_LEVELS,
  GENDERS,
  type ExperienceLevel,
  type Gender,
  type Profile,
} from '../domain/profile.js';
import { fullNameOf } from '../domain/user.js';

export class SocialLinksDto {
  @ApiProperty({ type: String, nullable: true, example: 'https://www.linkedin.com/in/jane-smith' })
  linkedin: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  twitter: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'https://github.com/jane-smith' })
  github: string | null;
}

export class ProfileDto {
  /** @example "Jane" */
  firstName: string;

  /** @example "Smith" */
  lastName: string;

  /** The name that others see, if it isn't the full name */
  @ApiProperty({ type: String, nullable: true, example: 'Prof. Smith' })
  displayName: string | null;

  /** @example "Jane Smith" */
  fullName: string;

  /** The address of a picture of one's own */
  @ApiProperty({ type: String, nullable: true, example: null })
  avatar: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'I teach people to write their first program.' })
  bio: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Edinburgh' })
  location: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'https://jane-smith.example.com' })
  website: string | null;

  @ApiProperty({ enum: EXPERIENCE_LEVELS, example: 'expert' })
  experienceLevel: ExperienceLevel;

  @ApiProperty({ enum: GENDERS, type: String, nullable: true, example: null })
  gender: Gender | null;

  socialLinks: SocialLinksDto;

  static of(profile: Profile): ProfileDto {
    return {
      firstName: profile.firstName,
      lastName: profile.lastName,
      displayName: profile.displayName,
      fullName: fullNameOf({ profile }),
      avatar: profile.avatar,
      bio: profile.bio,
      location: profile.location,
      website: profile.website,
      experienceLevel: profile.experienceLevel,
      gender: profile.gender,
      socialLinks: { ...profile.socialLinks },
    };
  }
}
