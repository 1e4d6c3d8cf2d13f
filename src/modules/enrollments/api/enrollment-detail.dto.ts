import { ApiProperty } from '@nestjs/swagger';
import type { EnrollmentDetail } from '../application/read-enrollments.js';
import { EngagementDto } from './engagement.dto.js';
import { EnrollmentDto, EnrollmentProgressDto } from './enrollment.dto.js';

export class CurrentLessonDto {
  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  id: string;

  /** @example "Closures" */
  title: string;

  /** @example "video" */
  type: string;

  /** @example 600 */
  durationSeconds: number;
}

/** An enrollment with where to go on. */
export class EnrollmentDetailDto extends EnrollmentDto {
  /** The lesson to go on with; null when all are done */
  @ApiProperty({ type: CurrentLessonDto, nullable: true })
  currentLesson: CurrentLessonDto | null;

  /**
   * Where in that lesson
   * @example 182.5
   */
  resumePositionSeconds: number;

  /** Null for teachers of somebody who hides what they do */
  @ApiProperty({ type: EngagementDto, nullable: true })
  engagement: EngagementDto | null;

  /**
   * Ids of the materials that were downloaded
   * @example ["665f1c2ab7e4c0a1d2e3f40f"]
   */
  downloadedMaterials: string[];

  static override of(detail: EnrollmentDetail): EnrollmentDetailDto {
    if (!detail.showsActivity) return withoutActivity(detail);
    const { currentLesson, resumePositionSeconds } = detail;
    return {
      ...EnrollmentDto.of(detail),
      currentLesson: currentLesson
        ? {
            id: currentLesson.id,
            title: currentLesson.title,
            type: currentLesson.type,
            durationSeconds: currentLesson.durationSeconds,
          }
        : null,
      resumePositionSeconds,
      engagement: EngagementDto.of(detail.enrollment.engagement),
      downloadedMaterials: [...detail.enrollment.downloadedMaterials],
    };
  }
}

/** How far somebody is, for those who teach them and aren't shown more. */
const withoutActivity = (detail: EnrollmentDetail): EnrollmentDetailDto => ({
  ...EnrollmentDto.of(detail),
  progress: EnrollmentProgressDto.withoutActivity(detail.enrollment.progress),
  currentLesson: null,
  resumePositionSeconds: 0,
  engagement: null,
  downloadedMaterials: [],
});
