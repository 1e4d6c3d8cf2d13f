import { CourseReviewsController } from './api/course-reviews.controller.js';
import { CoursesController } from './api/courses.controller.js';
import { FavoritesController } from './api/favorites.controller.js';
import { ReviewsController } from './api/reviews.controller.js';
import { CountFacets } from './application/catalogue/count-facets.js';
import { CourseCards } from './application/catalogue/course-cards.js';
import { InstructorNames } from './application/catalogue/instructor-names.js';
import { KeepFavorites } from './application/catalogue/keep-favorites.js';
import { LabelCourses } from './application/catalogue/label-courses.js';
import { ListCourses } from './application/catalogue/list-courses.js';
import { ReadCourse } from './application/catalogue/read-course.js';
import { ShelfDirectory } from './application/catalogue/shelf-directory.js';
import { CoursesPersonalData } from './application/courses-personal-data.js';
import { ChangeReview } from './application/reviews/change-review.js';
import { CourseRatings } from './application/reviews/course-ratings.js';
import { FollowAuthor } from './application/reviews/follow-author.js';
import { ListReviews } from './application/reviews/list-reviews.js';
import { ModerateReviews } from './application/reviews/moderate-reviews.js';
import { OwnReviews } from './application/reviews/own-reviews.js';
import { VoteForReview } from './application/reviews/vote-for-review.js';
import { WithdrawReview } from './application/reviews/withdraw-review.js';
import { WriteReview } from './application/reviews/write-review.js';
import { CountViews } from './application/views/count-views.js';
import { ViewBatches } from './application/views/view-batches.js';
import { ViewCounter } from './application/views/view-counter.js';
import { AuthorHandlers } from './jobs/author.handlers.js';
import { CountViewsJob } from './jobs/count-views.job.js';
import { CatalogueRepository } from './persistence/catalogue.repository.js';
import { CourseFiguresRepository } from './persistence/course-figures.repository.js';
import { CourseReportRepository } from './persistence/course-report.repository.js';
import { CoursesPersonalDataRepository } from './persistence/courses-personal-data.repository.js';
import { FacetRepository } from './persistence/facet.repository.js';
import { FavoriteRepository } from './persistence/favorite.repository.js';
import { FAVORITE_MODEL, favoriteSchema } from './persistence/favorite.schema.js';
import { OutlineRepository } from './persistence/outline.repository.js';
import { REVIEW_VOTE_MODEL, reviewVoteSchema } from './persistence/review-vote.schema.js';
import { ReviewVoteRepository } from './persistence/review-vote.repository.js';
import { ReviewRepository } from './persistence/review.repository.js';
import { REVIEW_MODEL, reviewSchema } from './persistence/review.schema.js';
import { ViewBatchRepository } from './persistence/view-batch.repository.js';
import { VIEW_BATCH_MODEL, viewBatchSchema } from './persistence/view-batch.schema.js';

/** What the module consists of on the side of those who look for courses: catalogue, reviews, favourites, views. */

export const CATALOGUE_MODELS = [
  { name: FAVORITE_MODEL, schema: favoriteSchema },
  { name: REVIEW_MODEL, schema: reviewSchema },
  { name: REVIEW_VOTE_MODEL, schema: reviewVoteSchema },
  { name: VIEW_BATCH_MODEL, schema: viewBatchSchema },
];

export const CATALOGUE_CONTROLLERS = [
  CoursesController,
  CourseReviewsController,
  ReviewsController,
  FavoritesController,
];

const REPOSITORIES = [
  CatalogueRepository,
  CourseFiguresRepository,
  CourseReportRepository,
  CoursesPersonalDataRepository,
  FacetRepository,
  FavoriteRepository,
  OutlineRepository,
  ReviewRepository,
  ReviewVoteRepository,
  ViewBatchRepository,
];

const READING = [
  CountFacets,
  CourseCards,
  InstructorNames,
  KeepFavorites,
  LabelCourses,
  ListCourses,
  ReadCourse,
  ShelfDirectory,
];

const REVIEWS = [
  ChangeReview,
  AuthorHandlers,
  CourseRatings,
  FollowAuthor,
  ListReviews,
  ModerateReviews,
  OwnReviews,
  VoteForReview,
  WithdrawReview,
  WriteReview,
];

const VIEWS = [CountViews, CountViewsJob, ViewBatches, ViewCounter];

export const CATALOGUE_PROVIDERS = [...REPOSITORIES, ...READING, ...REVIEWS, ...VIEWS, CoursesPersonalData];
