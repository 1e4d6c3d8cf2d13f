import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsMongoId, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../../common/pagination/index.js';
import {
  ENROLLMENT_STATUSES,
  GRANTED_LEVELS,
  type EnrollmentStatus,
  type GrantedLevel,
} from '../domain/enrollment.js';

export class EnrollDto {
  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  @IsMongoId()
  courseId: string;

  /**
   * For administrators: whom to give access for nothing; left out, one enrolls oneself
   * @example "665f1c2ab7e4c0a1d2e3f403"
   */
  @IsOptional()
  @IsMongoId()
  userId?: string;

  /** For administrators: how much of the course the learner may open */
  @ApiProperty({ enum: GRANTED_LEVELS, example: 'full' })
  @IsOptional()
  @IsIn(GRANTED_LEVELS)
  accessLevel?: GrantedLevel;
}

export class EndEnrollmentDto {
  /**
   * Why, for the history
   * @example "I found another course"
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class ChangeEnrollmentDto {
  @ApiProperty({ enum: GRANTED_LEVELS, example: 'limited' })
  @IsIn(GRANTED_LEVELS)
  accessLevel: GrantedLevel;
}

export class EnrollmentQuery extends PageQuery {
  /** Only those in this state */
  @ApiProperty({ enum: ENROLLMENT_STATUSES, required: false })
  @IsOptional()
  @IsIn(ENROLLMENT_STATUSES)
  status?: EnrollmentStatus;
}
