import { IsBoolean, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { PlainText } from '../../../common/validation/index.js';

export class RefundRequestDto {
  /**
   * How much, as a decimal string in the payment's currency; all that is left unless given
   * @example "49.99"
   */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  amount?: string;

  /** @example "The learner asked within 14 days." */
  @IsString()
  @PlainText()
  @MinLength(3)
  @MaxLength(500)
  reason: string;

  /** Whether access ends although something stays paid; after a full refund it ends anyway */
  @IsOptional()
  @IsBoolean()
  endAccess?: boolean;
}
