import { ApiProperty } from '@nestjs/swagger';
import type { Billing } from '../domain/billing.js';
import type { Payment } from '../domain/payment.js';
import { BillingDto } from './billing.dto.js';
import { ManagedPaymentDto, PaymentDto } from './payment.dto.js';

const BILLING = { type: BillingDto, nullable: true } as const;

/** One's own payment, with what lists leave out. */
export class PaymentDetailsDto extends PaymentDto {
  /** Null when the buyer gave none */
  @ApiProperty(BILLING)
  billing: BillingDto | null;

  static from(payment: Payment, billing: Billing | null): PaymentDetailsDto {
    return { ...PaymentDto.of(payment), billing };
  }
}

/** The same as the administration sees it. */
export class ManagedPaymentDetailsDto extends ManagedPaymentDto {
  /** Null when the buyer gave none */
  @ApiProperty(BILLING)
  billing: BillingDto | null;

  static from(payment: Payment, billing: Billing | null): ManagedPaymentDetailsDto {
    return { ...ManagedPaymentDto.of(payment), billing };
  }
}
