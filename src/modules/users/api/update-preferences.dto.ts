import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Equals, IsBoolean, IsIn, IsOptional, IsTimeZone, Matches, MaxLength } from 'class-validator';
import { IsNested, IsOmittable } from '../../../common/validation/index.js';
import { PROFILE_VISIBILITIES, THEMES, type ProfileVisibility, type Theme } from '../domain/preferences.js';

/** In all of these, null goes back to the default. */

export class UpdateChannelsDto {
  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  email?: boolean | null;

  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: false })
  sms?: boolean | null;

  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  push?: boolean | null;

  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: false })
  whatsapp?: boolean | null;

  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  inApp?: boolean | null;
}

export class UpdateCategoriesDto {
  /** Taken so that a client can send back what it got */
  @IsOmittable()
  @Equals(true, { message: 'security messages cannot be switched off' })
  @ApiProperty({ type: Boolean, enum: [true], example: true })
  security?: true;

  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  progress?: boolean | null;

  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  achievement?: boolean | null;

  /** Only with consent: off unless switched on */
  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  marketing?: boolean | null;

  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  chat?: boolean | null;
}

export class UpdateNotificationPreferencesDto {
  @IsOmittable()
  @IsNested(() => UpdateChannelsDto)
  @ApiPropertyOptional({ type: UpdateChannelsDto })
  // Without `Readonly` the class would be reflected, and class-transformer takes one with a field `push` for a list.
  channels?: Readonly<UpdateChannelsDto>;

  @IsOmittable()
  @IsNested(() => UpdateCategoriesDto)
  categories?: UpdateCategoriesDto;
}

export class UpdatePrivacyDto {
  /** A private profile is shown to nobody else */
  @IsOptional()
  @IsIn(PROFILE_VISIBILITIES)
  @ApiProperty({ enum: PROFILE_VISIBILITIES, type: String, nullable: true, example: 'private' })
  profileVisibility?: ProfileVisibility | null;

  @IsOptional()
  @IsBoolean()
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  showActivity?: boolean | null;
}

/** Preferences to change; what isn't named stays, and null goes back to the default. */
export class UpdatePreferencesDto {
  @IsOptional()
  @IsIn(THEMES)
  @ApiProperty({ enum: THEMES, type: String, nullable: true, example: 'dark' })
  theme?: Theme | null;

  /** A BCP 47 tag */
  @IsOptional()
  @MaxLength(35)
  @Matches(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
  @ApiProperty({ type: String, nullable: true, example: 'en-GB' })
  language?: string | null;

  /** A name of the IANA time zone database */
  @IsOptional()
  @MaxLength(64)
  @IsTimeZone()
  @ApiProperty({ type: String, nullable: true, example: 'Europe/London' })
  timezone?: string | null;

  @IsOmittable()
  @IsNested(() => UpdateNotificationPreferencesDto)
  notifications?: UpdateNotificationPreferencesDto;

  @IsOmittable()
  @IsNested(() => UpdatePrivacyDto)
  privacy?: UpdatePrivacyDto;
}
