import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsMongoId, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsNested, IsOmittable, PlainText } from '../../../common/validation/index.js';
import {
  PAYMENT_METHODS,
  PAYMENT_SOURCES,
  type PaymentMethod,
  type PaymentSource,
} from '../domain/payment.js';
import { BillingDto } from './billing.dto.js';
import { PaymentDto } from './payment.dto.js';

export class CheckoutDto {
  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  @IsMongoId()
  courseId: string;

  @IsIn(PAYMENT_METHODS)
  @ApiProperty({ enum: PAYMENT_METHODS, example: 'stripe' })
  method: PaymentMethod;

  /** Whom the payment is billed to, for its receipt and for providers that ask for it; the latest counts until it is paid */
  @IsOmittable()
  @IsNested(() => BillingDto)
  billing?: BillingDto;

  /** What kind of client asks; `api` unless said */
  @IsOptional()
  @IsIn(PAYMENT_SOURCES)
  @ApiProperty({ enum: PAYMENT_SOURCES, required: false, example: 'web' })
  source?: PaymentSource;

  /**
   * The campaign that led here
   * @example "autumn-sale"
   */
  @IsOptional()
  @IsString()
  @PlainText()
  @MaxLength(100)
  campaignId?: string;

  /**
   * The partner who led here
   * @example "partner-42"
   */
  @IsOptional()
  @IsString()
  @PlainText()
  @MaxLength(100)
  affiliateId?: string;
}

export class StartedCheckoutDto {
  payment: PaymentDto;

  /** Where the buyer's browser is to be sent to pay; null for cash, which is handed over */
  @ApiProperty({ type: String, nullable: true, example: 'https://checkout.stripe.com/c/pay/cs_test_a1b2c3' })
  redirectUrl: string | null;
}
