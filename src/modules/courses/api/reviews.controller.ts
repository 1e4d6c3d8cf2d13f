import { Body, Controller, Delete, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { ChangeReview } from '../application/reviews/change-review.js';
import { ListReviews } from '../application/reviews/list-reviews.js';
import { ModerateReviews } from '../application/reviews/moderate-reviews.js';
import { VoteForReview } from '../application/reviews/vote-for-review.js';
import { WithdrawReview } from '../application/reviews/withdraw-review.js';
import { ReviewErrors } from '../domain/review.errors.js';
import { ChangeReviewDto, HideReviewDto, ModeratedReviewDto, ReviewDto } from './review.dto.js';

@ApiTags('reviews')
@ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f40c' })
@Controller('reviews/:id')
export class ReviewsController {
  constructor(
    private readonly changeReview: ChangeReview,
    private readonly withdrawReview: WithdrawReview,
    private readonly voteForReview: VoteForReview,
    private readonly moderate: ModerateReviews,
    private readonly listReviews: ListReviews,
  ) {}

  /** Change one's own review. What is left out stays. */
  @Patch()
  @Allow(Permission.Learn)
  @Throws(ReviewErrors.notFound, ReviewErrors.hidden, ReviewErrors.textRequired)
  async change(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { rating, text }: ChangeReviewDto,
  ): Promise<ReviewDto> {
    const changes = { rating, text: text === '' ? null : text };
    return ReviewDto.of(await this.listReviews.sign(await this.changeReview.execute(userId, id, changes)));
  }

  /** Take one's own review back. */
  @Delete()
  @HttpCode(204)
  @Allow(Permission.Learn)
  @Throws(ReviewErrors.notFound, ReviewErrors.hidden)
  withdraw(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.withdrawReview.execute(userId, id);
  }

  /** Say that a review is helpful. Saying it again changes nothing. */
  @Post('helpful')
  @HttpCode(204)
  @Allow(Permission.Learn)
  @Throws(ReviewErrors.notFound, ReviewErrors.ownReview)
  vote(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.voteForReview.vote(userId, id);
  }

  /** Take back that a review is helpful. */
  @Delete('helpful')
  @HttpCode(204)
  @Allow(Permission.Learn)
  @Throws(ReviewErrors.notFound)
  withdrawVote(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.voteForReview.withdraw(userId, id);
  }

  /** Hide a review that breaks the rules. It neither shows nor counts, and its author can't touch it. */
  @Post('hide')
  @HttpCode(200)
  @Allow(Permission.Moderate)
  @Throws(ReviewErrors.notFound)
  async hide(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: HideReviewDto,
  ): Promise<ModeratedReviewDto> {
    return ModeratedReviewDto.of(await this.listReviews.sign(await this.moderate.hide(id, userId, reason)));
  }

  /** Show a hidden review again. */
  @Post('unhide')
  @HttpCode(200)
  @Allow(Permission.Moderate)
  @Throws(ReviewErrors.notFound)
  async unhide(@Param('id', IdPipe) id: string): Promise<ModeratedReviewDto> {
    return ModeratedReviewDto.of(await this.listReviews.sign(await this.moderate.unhide(id)));
  }
}
