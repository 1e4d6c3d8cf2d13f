/** How learning in a course works. */
export class CourseSettingsDto {
  /** @example false */
  allowDownload: boolean;

  /** @example false */
  requireSequentialCompletion: boolean;

  /** @example true */
  certificateEligible: boolean;
}

/** How many active lessons there are of each type. */
export class LessonCountsDto {
  /** @example 8 */
  video: number;

  /** @example 3 */
  document: number;

  /** @example 1 */
  quiz: number;

  /** @example 0 */
  assignment: number;

  /** @example 0 */
  lab: number;

  /** @example 0 */
  game: number;

  /** @example 0 */
  code: number;
}

/** Why a course came back from review. */
export class CourseRejectionDto {
  /** @example "The second lesson has no sound." */
  reason: string;

  /**
   * Who reviewed it
   * @example "665f1c2ab7e4c0a1d2e3f407"
   */
  by: string;

  /** @example "2026-01-16T11:00:00.000Z" */
  at: string;
}
