import { ApiProperty } from '@nestjs/swagger';
import { PageInfoDto } from '../../../common/pagination/index.js';
import type { RosterEntry } from '../application/course-roster.js';
import { ENROLLMENT_STATUSES, type EnrollmentStatus } from '../domain/enrollment.js';
import { EnrollmentProgressDto } from './enrollment.dto.js';

export class RosterLearnerDto {
  /** @example "665f1c2ab7e4c0a1d2e3f403" */
  id: string;

  /**
   * The name that the learner shows to others
   * @example "John Doe"
   */
  name: string;

  /**
   * Empty when the profile is private
   * @example "john_doe"
   */
  username: string;

  /** @example "https://api.example.com/api/v1/users/665f1c2ab7e4c0a1d2e3f403/avatar" */
  avatarUrl: string;
}

export class RosterEntryDto {
  /** @example "665f1c2ab7e4c0a1d2e3f407" */
  enrollmentId: string;

  /** Null when the account is gone */
  @ApiProperty({ type: RosterLearnerDto, nullable: true })
  learner: RosterLearnerDto | null;

  @ApiProperty({ enum: ENROLLMENT_STATUSES, example: 'active' })
  status: EnrollmentStatus;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  enrolledAt: string;

  /**
   * When the last required lesson was completed
   * @example "2026-03-30T10:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt: string | null;

  progress: EnrollmentProgressDto;

  static of({ enrollment, learner }: RosterEntry): RosterEntryDto {
    return {
      enrollmentId: enrollment.id,
      learner: learner
        ? {
            id: learner.id,
            name: learner.name,
            username: learner.username,
            avatarUrl: learner.avatarUrl,
          }
        : null,
      status: enrollment.status,
      enrolledAt: enrollment.enrolledAt.toISOString(),
      completedAt: enrollment.completedAt?.toISOString() ?? null,
      progress: learner?.showsActivity
        ? EnrollmentProgressDto.of(enrollment.progress)
        : EnrollmentProgressDto.withoutActivity(enrollment.progress),
    };
  }
}

export class RosterPageDto {
  data: RosterEntryDto[];
  page: PageInfoDto;
}
