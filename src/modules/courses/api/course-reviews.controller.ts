import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, Public, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Cached } from '../../../infra/cache/index.js';
import { COURSES_TAG, reviewsTag } from '../application/catalogue-tags.js';
import { ListReviews } from '../application/reviews/list-reviews.js';
import { WriteReview } from '../application/reviews/write-review.js';
import { CourseErrors } from '../domain/course.errors.js';
import { ReviewErrors } from '../domain/review.errors.js';
import { ReviewDto, ReviewPageDto, ReviewQuery, WriteReviewDto } from './review.dto.js';

@ApiTags('reviews')
@ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' })
@Controller('courses/:id/reviews')
export class CourseReviewsController {
  constructor(
    private readonly listReviews: ListReviews,
    private readonly writeReview: WriteReview,
  ) {}

  /** What learners think of a course. */
  @Get()
  @Public()
  @Cached({
    // Who hides their name from now on is not shown for long.
    ttl: 60,
    tags: ({ params }) => [COURSES_TAG, reviewsTag((params as { id: string }).id)],
    scope: 'public',
  })
  @Throws(CourseErrors.notFound)
  async list(@Param('id', IdPipe) id: string, @Query() query: ReviewQuery): Promise<ReviewPageDto> {
    return mapPage(await this.listReviews.execute(id, query), ReviewDto.of);
  }

  /** Review a course; once, and only as its learner. */
  @Post()
  @Allow(Permission.Learn)
  @Throws(
    CourseErrors.notFound,
    ReviewErrors.notALearner,
    ReviewErrors.alreadyReviewed,
    ReviewErrors.textRequired,
  )
  async write(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdPipe) courseId: string,
    @Body() { rating, text }: WriteReviewDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewDto> {
    const review = await this.writeReview.execute({ courseId, userId, rating, text: text || null });
    reply.header('location', `/api/v1/reviews/${review.id}`);
    return ReviewDto.of(await this.listReviews.sign(review));
  }
}
