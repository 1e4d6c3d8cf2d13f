import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsInt,
  IsMongoId,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { SERVICE_SCOPES, type Permission } from '../../../common/access/index.js';
import { PageInfoDto, PageQuery } from '../../../common/pagination/index.js';
import { IsOmittable, IsRequired, PlainText } from '../../../common/validation/index.js';
import type { User } from '../../users/index.js';
import type { ApiKey } from '../domain/api-key.js';

const MAX_REQUESTS_PER_MINUTE = 100_000;

export class ServiceAccountInputDto {
  /**
   * Which program it is for
   * @example "Nightly import"
   */
  @PlainText()
  @IsString()
  @Length(1, 50)
  name: string;
}

export class ServiceAccountDto {
  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  id: string;

  /** @example "Nightly import" */
  name: string;

  /** @example "nightly_import_4f0a1c" */
  username: string;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  static of({ id, username, profile, createdAt }: User): ServiceAccountDto {
    return { id, name: profile.firstName, username, createdAt: createdAt.toISOString() };
  }
}

export class ApiKeyQuery extends PageQuery {
  /** Only keys of this service account */
  @IsOptional()
  @IsMongoId()
  serviceAccountId?: string;
}

export class ChangeApiKeyDto {
  /**
   * What it is for
   * @example "Import of enrollments"
   */
  @IsOmittable()
  @PlainText()
  @IsString()
  @Length(1, 100)
  name?: string;

  /** What may be done with it; nothing that its maker may not do */
  @IsOmittable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SERVICE_SCOPES.length)
  @ArrayUnique()
  @IsIn(SERVICE_SCOPES, { each: true })
  @ApiProperty({ enum: SERVICE_SCOPES, isArray: true, example: ['enrollments:manage'], required: false })
  scopes?: Permission[];

  /** When it ends; null for a key that is good until it is revoked */
  @ValidateIf(({ expiresAt }: ChangeApiKeyDto) => expiresAt !== undefined && expiresAt !== null)
  @Type(() => Date)
  @IsDate()
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    required: false,
    example: '2027-01-15T09:30:00.000Z',
  })
  expiresAt?: Date | null;

  /** How many requests a minute it is good for; null for as many as anybody may send */
  @ValidateIf(
    ({ rateLimitPerMinute }: ChangeApiKeyDto) =>
      rateLimitPerMinute !== undefined && rateLimitPerMinute !== null,
  )
  @IsInt()
  @Min(1)
  @Max(MAX_REQUESTS_PER_MINUTE)
  @ApiProperty({ type: 'integer', nullable: true, required: false, example: 600 })
  rateLimitPerMinute?: number | null;
}

export class NewApiKeyDto extends ChangeApiKeyDto {
  /** For which program */
  @IsMongoId()
  @ApiProperty({ example: '665f1c2ab7e4c0a1d2e3f405' })
  serviceAccountId: string;

  /**
   * What it is for
   * @example "Import of enrollments"
   */
  @IsRequired()
  @PlainText()
  @IsString()
  @Length(1, 100)
  declare name: string;

  /** What may be done with it; nothing that its maker may not do */
  @IsRequired()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SERVICE_SCOPES.length)
  @ArrayUnique()
  @IsIn(SERVICE_SCOPES, { each: true })
  @ApiProperty({ enum: SERVICE_SCOPES, isArray: true, example: ['enrollments:manage'] })
  declare scopes: Permission[];
}

export class ApiKeyDto {
  /** @example "665f1c2ab7e4c0a1d2e3f406" */
  id: string;

  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  serviceAccountId: string;

  /** @example "Import of enrollments" */
  name: string;

  /**
   * The part of the key that names it, after `lyc_`
   * @example "4f0a1c2b7e4c"
   */
  prefix: string;

  @ApiProperty({ enum: SERVICE_SCOPES, isArray: true, example: ['enrollments:manage'] })
  scopes: Permission[];

  /** How many requests a minute it is good for; null for as many as anybody may send */
  @ApiProperty({ type: 'integer', nullable: true, example: 600 })
  rateLimitPerMinute: number | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2027-01-15T09:30:00.000Z' })
  expiresAt: string | null;

  /** To the minute */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-02-01T10:00:00.000Z' })
  lastUsedAt: string | null;

  /** Since when it is good for nothing */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  revokedAt: string | null;

  /** The administrator who made it; null once that account is erased */
  @ApiProperty({ type: String, nullable: true, example: '665f1c2ab7e4c0a1d2e3f400' })
  createdBy: string | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  static of({ userId, scopes, ...key }: ApiKey): ApiKeyDto {
    return {
      id: key.id,
      serviceAccountId: userId,
      name: key.name,
      prefix: key.prefix,
      scopes: [...scopes],
      rateLimitPerMinute: key.rateLimitPerMinute,
      expiresAt: key.expiresAt?.toISOString() ?? null,
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      revokedAt: key.revokedAt?.toISOString() ?? null,
      createdBy: key.createdBy,
      createdAt: key.createdAt.toISOString(),
    };
  }
}

export class IssuedApiKeyDto extends ApiKeyDto {
  /**
   * Send it as `Authorization: Bearer <key>`. It is shown now and never again
   * @example "lyc_4f0a1c2b7e4c_9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d4f0a1c2b7e4c4bad9bdd2b0d7b3dcb6d1a2b3c4d"
   */
  key: string;
}

export class ApiKeyPageDto {
  data: ApiKeyDto[];
  page: PageInfoDto;
}
