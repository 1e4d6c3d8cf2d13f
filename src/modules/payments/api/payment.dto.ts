import { ApiProperty } from '@nestjs/swagger';
import { CURRENCIES, formatAmount, type Currency } from '../../../common/money/index.js';
import { PageInfoDto } from '../../../common/pagination/index.js';
import {
  PAYMENT_FLAGS,
  PAYMENT_METHODS,
  PAYMENT_STATUSES,
  REFUND_STATUSES,
  type Payment,
  type PaymentFlag,
  type PaymentMethod,
  type PaymentStatus,
  type Refund,
  type RefundStatus,
} from '../domain/payment.js';
import { FlagResolutionDto } from './payment-flag.dto.js';

const TIME = { type: String, format: 'date-time', nullable: true } as const;

/** Money that goes back. */
export class RefundDto {
  /** @example "6f1c2ab7-e4c0-4a1d-92e3-f40a3c1d5e77" */
  refundId: string;

  /**
   * A decimal string in the payment's currency
   * @example "49.99"
   */
  amount: string;

  /** @example "The learner asked within 14 days." */
  reason: string;

  @ApiProperty({ enum: REFUND_STATUSES, example: 'succeeded' })
  status: RefundStatus;

  @ApiProperty({ ...TIME, nullable: false, example: '2026-01-20T09:30:00.000Z' })
  requestedAt: string;

  @ApiProperty({ ...TIME, example: '2026-01-20T09:30:05.000Z' })
  refundedAt: string | null;

  static of(refund: Refund, currency: Currency): RefundDto {
    return {
      refundId: refund.refundId,
      amount: formatAmount({ amount: refund.amount, currency }),
      reason: refund.reason,
      status: refund.status,
      requestedAt: refund.requestedAt.toISOString(),
      refundedAt: refund.refundedAt?.toISOString() ?? null,
    };
  }
}

/** Why a payment came to nothing. */
export class PaymentErrorDto {
  /** @example "card_declined" */
  code: string;

  /** @example "Your card was declined." */
  message: string;
}

/** A payment for a course. */
export class PaymentDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40a" */
  id: string;

  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  userId: string;

  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  courseId: string;

  /** @example "665f1c2ab7e4c0a1d2e3f409" */
  enrollmentId: string;

  /**
   * What is bought
   * @example "JavaScript Fundamentals"
   */
  description: string;

  /**
   * What is to be paid, or was: a decimal string
   * @example "99.99"
   */
  amount: string;

  @ApiProperty({ enum: CURRENCIES, example: 'USD' })
  currency: Currency;

  /**
   * The price before discounts
   * @example "99.99"
   */
  originalAmount: string;

  /** @example "0.00" */
  discountAmount: string;

  /** @example "0.00" */
  taxAmount: string;

  @ApiProperty({ enum: PAYMENT_METHODS, example: 'stripe' })
  method: PaymentMethod;

  @ApiProperty({ enum: PAYMENT_STATUSES, example: 'completed' })
  status: PaymentStatus;

  /**
   * What was given back so far
   * @example "0.00"
   */
  refundedAmount: string;

  refunds: RefundDto[];

  /** Printed on the receipt; null until the payment is completed */
  @ApiProperty({ type: String, nullable: true, example: 'R-665F1C2AB7E4C0A1D2E3F40A' })
  receiptNumber: string | null;

  @ApiProperty({ type: PaymentErrorDto, nullable: true, example: null })
  error: PaymentErrorDto | null;

  /** Until when the checkout can be paid */
  @ApiProperty({ ...TIME, example: '2026-01-15T10:30:00.000Z' })
  expiresAt: string | null;

  @ApiProperty({ ...TIME, example: '2026-01-15T09:31:00.000Z' })
  paidAt: string | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  static of(payment: Payment): PaymentDto {
    const { currency } = payment.amount;
    const decimal = (amount: number) => formatAmount({ amount, currency });
    return {
      id: payment.id,
      userId: payment.userId,
      courseId: payment.courseId,
      enrollmentId: payment.enrollmentId,
      description: payment.description,
      amount: formatAmount(payment.amount),
      currency,
      originalAmount: decimal(payment.originalAmount),
      discountAmount: decimal(payment.discountAmount),
      taxAmount: decimal(payment.taxAmount),
      method: payment.method,
      status: payment.status,
      refundedAmount: decimal(payment.refundedAmount),
      refunds: payment.refunds.map((refund) => RefundDto.of(refund, currency)),
      receiptNumber: payment.receiptNumber,
      error: payment.errorDetails && {
        code: payment.errorDetails.code,
        message: payment.errorDetails.message,
      },
      expiresAt: payment.expiresAt?.toISOString() ?? null,
      paidAt: payment.paidAt?.toISOString() ?? null,
      createdAt: payment.createdAt.toISOString(),
    };
  }
}

export class PaymentPageDto {
  data: PaymentDto[];
  page: PageInfoDto;
}

/** A payment as the administration sees it. */
export class ManagedPaymentDto extends PaymentDto {
  /** What has ever called for a person */
  @ApiProperty({ enum: PAYMENT_FLAGS, isArray: true, example: [] })
  flags: PaymentFlag[];

  /** Those of them that still do */
  @ApiProperty({ enum: PAYMENT_FLAGS, isArray: true, example: [] })
  openFlags: PaymentFlag[];

  /** Who has dealt with what, oldest first */
  @ApiProperty({ type: FlagResolutionDto, isArray: true, example: [] })
  flagResolutions: FlagResolutionDto[];

  /** What the provider warned of when it was paid; the payment is flagged `high-risk` then */
  @ApiProperty({ type: String, nullable: true, example: null })
  risk: string | null;

  /**
   * The buyer's name at checkout
   * @example "Ada Lovelace"
   */
  customerName: string;

  /** @example "ada@example.com" */
  customerEmail: string;

  /** What may still be refunded */
  @ApiProperty({ example: '99.99' })
  refundable: string;

  /** The administrator who took the cash */
  @ApiProperty({ type: String, nullable: true, example: null })
  confirmedBy: string | null;

  /** What the provider calls the payment */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { sessionId: 'cs_test_a1b2c3', paymentIntentId: 'pi_3Nabc' },
  })
  provider: Record<string, string>;

  static override of(payment: Payment): ManagedPaymentDto {
    return {
      ...PaymentDto.of(payment),
      flags: [...payment.flags],
      openFlags: [...payment.openFlags],
      flagResolutions: payment.flagResolutions.map(FlagResolutionDto.of),
      risk: payment.risk,
      customerName: payment.customer.name,
      customerEmail: payment.customer.email,
      refundable: formatAmount({
        amount: Math.max(0, payment.refundable),
        currency: payment.amount.currency,
      }),
      confirmedBy: payment.confirmedBy,
      provider: Object.fromEntries(Object.entries(payment.provider).filter(([, value]) => value)),
    };
  }
}

export class ManagedPaymentPageDto {
  data: ManagedPaymentDto[];
  page: PageInfoDto;
}
