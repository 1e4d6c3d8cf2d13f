import type { Engagement } from '../domain/engagement.js';

/** How much the learner takes part. */
export class EngagementDto {
  /** @example 12 */
  notesCount: number;

  /** @example 3 */
  bookmarksCount: number;

  /**
   * Days (UTC) on which they studied
   * @example 9
   */
  activeDays: number;

  /**
   * How many of them in a row until today or yesterday
   * @example 4
   */
  consecutiveDays: number;

  static of({ notes, bookmarks, activeDays, consecutiveDays }: Engagement): EngagementDto {
    return { notesCount: notes, bookmarksCount: bookmarks, activeDays, consecutiveDays };
  }
}
