import type { ErrorType } from '../../../common/errors/index.js';

export const ReviewErrors = {
  notFound: {
    code: 'review-not-found',
    kind: 'not-found',
    title: 'Review not found',
    detail: 'There is no such review, or it is not yours.',
  },
  notALearner: {
    code: 'not-a-learner',
    kind: 'forbidden',
    title: 'Not a learner of this course',
    detail: 'Only those who are enrolled in a course can review it.',
  },
  alreadyReviewed: {
    code: 'already-reviewed',
    kind: 'conflict',
    title: 'Already reviewed',
    detail: 'You have reviewed this course. Change your review instead.',
  },
  hidden: {
    code: 'review-hidden',
    kind: 'conflict',
    title: 'Review hidden',
    detail: 'A moderator has hidden this review; it stays as it is until it is shown again.',
  },
  ownReview: {
    code: 'own-review',
    kind: 'conflict',
    title: 'Own review',
    detail: 'Your own review is not yours to vote for.',
  },
  textRequired: {
    code: 'review-text-required',
    kind: 'unprocessable',
    title: 'Text required',
    detail: 'Say in words, too, what you think of the course.',
  },
} as const satisfies Record<string, ErrorType>;
