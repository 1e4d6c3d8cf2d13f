import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsMongoId, IsOptional, IsString, Length, MaxLength, Min } from 'class-validator';
import { PageQuery } from '../../../common/pagination/index.js';
import { IsQueryTime } from '../../../common/validation/index.js';
import { AUDIT_ACTIONS, type AuditAction } from '../domain/audit-action.js';
import { OUTCOMES, TARGET_TYPES, type Outcome, type TargetType } from '../domain/audit-entry.js';

export class AuditQueryDto extends PageQuery {
  /** Only this kind of action */
  @IsOptional()
  @IsIn(AUDIT_ACTIONS)
  @ApiProperty({ enum: AUDIT_ACTIONS, enumName: 'AuditAction', required: false })
  action?: AuditAction;

  /** Only what this user did */
  @IsOptional()
  @IsMongoId()
  actor?: string;

  /** Only what was done to things of this kind */
  @IsOptional()
  @IsIn(TARGET_TYPES)
  @ApiProperty({ enum: TARGET_TYPES, enumName: 'AuditTargetType', required: false })
  targetType?: TargetType;

  /**
   * Only what was done to this: the id of a user, a course, a payment or another thing
   * @example "665f1c2ab7e4c0a1d2e3f405"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  target?: string;

  /** Only what succeeded, or only what didn't */
  @IsOptional()
  @IsIn(OUTCOMES)
  @ApiProperty({ enum: OUTCOMES, required: false })
  outcome?: Outcome;

  /** Only what happened at this time or later */
  @IsQueryTime()
  from?: Date;

  /** Only what happened before this time */
  @IsQueryTime()
  to?: Date;
}

/** What the caller remembers of the chain's end; both or neither. */
export class AnchorQueryDto {
  /**
   * A place that the chain had reached, as a log line or an earlier verification told
   * @example 4711
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  seq?: number;

  /**
   * The hash of the entry at that place
   * @example "b2p1rT0uQm3lYy0b8s3r9Jp7a1xw4nq5Zk6Dd2Hh9Vc"
   */
  @IsOptional()
  @IsString()
  @Length(43, 43)
  hash?: string;
}
