import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { PlainText } from '../../../common/validation/index.js';
import { PAYMENT_FLAGS, type FlagResolution, type PaymentFlag } from '../domain/payment.js';

export class ResolveFlagDto {
  /**
   * What was found and done, for those who look later
   * @example "The learner's account was closed; paid back by bank transfer, reference 4711."
   */
  @PlainText({ lines: true })
  @IsString()
  @MinLength(3)
  @MaxLength(1000)
  note: string;
}

/** That somebody has dealt with what a flag calls for. */
export class FlagResolutionDto {
  @ApiProperty({ enum: PAYMENT_FLAGS, example: 'refund-failed' })
  flag: PaymentFlag;

  /** @example "The learner's account was closed; paid back by bank transfer, reference 4711." */
  note: string;

  /**
   * The administrator
   * @example "665f1c2ab7e4c0a1d2e3f403"
   */
  by: string;

  /** @example "2026-01-21T09:30:00.000Z" */
  at: string;

  static of(this: void, { flag, note, by, at }: FlagResolution): FlagResolutionDto {
    return { flag, note, by, at: at.toISOString() };
  }
}
