import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsMongoId, IsOptional } from 'class-validator';
import { PageQuery } from '../../../common/pagination/index.js';
import { IsQueryFlag, IsQueryTime } from '../../../common/validation/index.js';
import {
  PAYMENT_METHODS,
  PAYMENT_STATUSES,
  type PaymentMethod,
  type PaymentStatus,
} from '../domain/payment.js';

export class PaymentQuery extends PageQuery {
  /** Only payments in this state */
  @IsOptional()
  @IsIn(PAYMENT_STATUSES)
  @ApiProperty({ enum: PAYMENT_STATUSES, required: false })
  status?: PaymentStatus;

  /** Only payments by this method */
  @IsOptional()
  @IsIn(PAYMENT_METHODS)
  @ApiProperty({ enum: PAYMENT_METHODS, required: false })
  method?: PaymentMethod;
}

export class ManagedPaymentQuery extends PaymentQuery {
  /** Only the payments of this user */
  @IsOptional()
  @IsMongoId()
  userId?: string;

  /** Only payments for this course */
  @IsOptional()
  @IsMongoId()
  courseId?: string;

  /** Only checkouts that were begun at this time or later */
  @IsQueryTime()
  from?: Date;

  /** Only checkouts that were begun before this time */
  @IsQueryTime()
  to?: Date;

  /** Only what needs a person, or only what needs none: what isn't flagged, or resolved */
  @IsOptional()
  @IsQueryFlag()
  flagged?: boolean;
}
