import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUrl, Length, Matches, MaxLength } from 'class-validator';
import { IsNested, IsOmittable, PlainText } from '../../../common/validation/index.js';
import { EXPERIENCE_LEVELS, GENDERS, type ExperienceLevel, type Gender } from '../domain/profile.js';
import { UpdatePersonalDetailsDto } from './personal-details.dto.js';

/** Only addresses of pages: a script would be one too (003-03). */
const PAGE = { protocols: ['http', 'https'], require_protocol: true };
const MAX_URL = 2048;

export class UpdateSocialLinksDto {
  @IsOptional()
  @IsUrl(PAGE)
  @MaxLength(MAX_URL)
  @ApiProperty({ type: String, nullable: true, example: 'https://www.linkedin.com/in/jane-smith' })
  linkedin?: string | null;

  @IsOptional()
  @IsUrl(PAGE)
  @MaxLength(MAX_URL)
  @ApiProperty({ type: String, nullable: true, example: null })
  twitter?: string | null;

  @IsOptional()
  @IsUrl(PAGE)
  @MaxLength(MAX_URL)
  @ApiProperty({ type: String, nullable: true, example: 'https://github.com/jane-smith' })
  github?: string | null;
}

/** Fields to change; null clears one. Tags and control characters are taken out of texts. */
export class UpdateProfileDto {
  /** @example "Jane" */
  @IsOmittable()
  @PlainText()
  @IsString()
  @Length(1, 50)
  firstName?: string;

  /** @example "Smith" */
  @IsOmittable()
  @PlainText()
  @IsString()
  @Length(1, 50)
  lastName?: string;

  @IsOptional()
  @PlainText()
  @IsString()
  @Length(1, 100)
  @ApiProperty({ type: String, nullable: true, example: 'Prof. Smith' })
  displayName?: string | null;

  /** The address of a picture; null for the generated one */
  @IsOptional()
  @IsUrl({ ...PAGE, protocols: ['https'] })
  @MaxLength(MAX_URL)
  @ApiProperty({ type: String, nullable: true, example: null })
  avatar?: string | null;

  @IsOptional()
  @PlainText({ lines: true })
  @IsString()
  @MaxLength(500)
  @ApiProperty({ type: String, nullable: true, example: 'I teach people to write their first program.' })
  bio?: string | null;

  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(100)
  @ApiProperty({ type: String, nullable: true, example: 'Edinburgh' })
  location?: string | null;

  @IsOptional()
  @IsUrl(PAGE)
  @MaxLength(MAX_URL)
  @ApiProperty({ type: String, nullable: true, example: 'https://jane-smith.example.com' })
  website?: string | null;

  @IsOmittable()
  @IsIn(EXPERIENCE_LEVELS)
  @ApiProperty({ enum: EXPERIENCE_LEVELS, example: 'expert' })
  experienceLevel?: ExperienceLevel;

  @IsOptional()
  @IsIn(GENDERS)
  @ApiProperty({ enum: GENDERS, type: String, nullable: true, example: null })
  gender?: Gender | null;

  @IsOmittable()
  @IsNested(() => UpdateSocialLinksDto)
  socialLinks?: UpdateSocialLinksDto;
}

/** What to change of an account; what isn't named stays. */
export class UpdateAccountDto {
  /**
   * Letters, digits and underscores; kept in lower case
   * @example "jane_smith"
   */
  @IsOmittable()
  @IsString()
  @Matches(/^[a-zA-Z0-9_]{3,30}$/)
  username?: string;

  @IsOmittable()
  @IsNested(() => UpdateProfileDto)
  profile?: UpdateProfileDto;
}

export class UpdateOwnAccountDto extends UpdateAccountDto {
  @IsOmittable()
  @IsNested(() => UpdatePersonalDetailsDto)
  personal?: UpdatePersonalDetailsDto;
}
