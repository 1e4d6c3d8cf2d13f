import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsMongoId, IsOptional } from 'class-validator';
import { PAYMENT_STATUSES, type PaymentStatus } from '../domain/payment.js';

export class ReturnQuery {
  /**
   * The payment that the buyer comes back from
   * @example "665f1c2ab7e4c0a1d2e3f40a"
   */
  @IsMongoId()
  payment: string;

  /** How the buyer left the provider's page; believed by nobody */
  @IsOptional()
  @IsIn(['success', 'cancel', 'fail'])
  @ApiProperty({ enum: ['success', 'cancel', 'fail'], required: false })
  result?: 'success' | 'cancel' | 'fail';
}

/** What became of a checkout, as the provider says. */
export class FinishedCheckoutDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40a" */
  paymentId: string;

  @ApiProperty({ enum: PAYMENT_STATUSES, example: 'completed' })
  status: PaymentStatus;
}
