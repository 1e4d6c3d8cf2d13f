export const REVIEW_SORTS = ['newest', 'helpful', 'rating'] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];

/** Characters. */
export const REVIEW_TEXT_LENGTH = 2000;

/** What a learner thinks of a course; one per learner and course (X17, 001-13). */
export interface Review {
  readonly id: string;
  readonly courseId: string;
  readonly userId: string;
  /** Stars, 1 to 5. */
  readonly rating: number;
  readonly text: string | null;
  /** How many have found it helpful. */
  readonly helpfulCount: number;
  /** Set while a moderator hides it: then it neither shows nor counts. */
  readonly hidden: ReviewHiding | null;
  /** Whether it is put aside with its author's account, which does the same. */
  readonly isAside: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether others see it, and so it counts. */
export const isShown = ({ hidden, isAside }: Pick<Review, 'hidden' | 'isAside'>): boolean =>
  !hidden && !isAside;

export interface ReviewHiding {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/** What a change of reviews does to the figures of a course. */
export interface RatingChange {
  /** Stars more, or fewer. */
  readonly stars: number;
  /** Reviews more, or fewer. */
  readonly reviews: number;
}

export const ratingAdded = ({ rating }: Pick<Review, 'rating'>): RatingChange => ({
  stars: rating,
  reviews: 1,
});

export const ratingRemoved = ({ rating }: Pick<Review, 'rating'>): RatingChange => ({
  stars: -rating,
  reviews: -1,
});
