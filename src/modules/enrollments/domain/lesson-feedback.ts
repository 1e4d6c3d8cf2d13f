export const FEEDBACK_LENGTH = 2000;

/** What a learner thinks of a lesson (003-24); null where they don't say. */
export interface LessonFeedback {
  /** From 1, easy, to 5, hard. */
  readonly difficultyRating: number | null;
  /** Stars, 1 to 5. */
  readonly rating: number | null;
  /** In plain text. */
  readonly comment: string | null;
  readonly givenAt: Date;
}
