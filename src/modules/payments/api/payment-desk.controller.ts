import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { MoneyErrors } from '../../../common/money/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage, PageQuery } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Idempotent } from '../../../infra/idempotency/index.js';
import { ConfirmCash } from '../application/confirm-cash.js';
import { ReadPaymentEvents } from '../application/read-payment-events.js';
import { RequestRefund } from '../application/request-refund.js';
import { ResolveFlag } from '../application/resolve-flag.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import { PAYMENT_FLAGS, type PaymentFlag } from '../domain/payment.js';
import { PaymentEventDto, PaymentEventPageDto } from './payment-event.dto.js';
import { ManagedPaymentDto } from './payment.dto.js';
import { ResolveFlagDto } from './payment-flag.dto.js';
import { RefundRequestDto } from './refund.dto.js';

const PAYMENT = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f40a' };

/** What administrators do with payments. */
@ApiTags('payments')
@Allow(Permission.ManagePayments)
@Controller('payments/:id')
export class PaymentDeskController {
  constructor(
    private readonly confirmCash: ConfirmCash,
    private readonly requestRefund: RequestRefund,
    private readonly readEvents: ReadPaymentEvents,
    private readonly resolveFlag: ResolveFlag,
  ) {}

  /** The transaction log of a payment: what its provider reported, and what was decided here, oldest first. */
  @Get('events')
  @ApiParam(PAYMENT)
  @Throws(PaymentErrors.notFound)
  async events(@Param('id', IdPipe) id: string, @Query() query: PageQuery): Promise<PaymentEventPageDto> {
    return mapPage(await this.readEvents.execute(id, query), PaymentEventDto.of);
  }

  /** Confirm that the cash is there: the course is open then. Confirming again changes nothing. */
  @Post('confirm')
  @HttpCode(200)
  @ApiParam(PAYMENT)
  @Throws(PaymentErrors.notFound, PaymentErrors.notCash, PaymentErrors.accessImpossible)
  async confirm(
    @Param('id', IdPipe) id: string,
    @CurrentUser() admin: Principal,
  ): Promise<ManagedPaymentDto> {
    return ManagedPaymentDto.of(await this.confirmCash.execute(id, admin.userId));
  }

  /**
   * Resolve a flag: say what was found and done. The payment isn't listed as flagged any more once all its flags are
   * resolved. One that is resolved already stays as it is. Resolving `high-risk` accepts the payment: the course is open then. To
   * refuse such a payment, refund all of it, or a part with `endAccess`, which resolves the flag.
   */
  @Post('flags/:flag/resolve')
  @HttpCode(200)
  @ApiParam(PAYMENT)
  @ApiParam({
    name: 'flag',
    enum: PAYMENT_FLAGS,
    description: 'What the payment is flagged for',
    example: 'refund-failed',
  })
  @Throws(PaymentErrors.notFound, PaymentErrors.notFlagged)
  async resolve(
    @Param('id', IdPipe) id: string,
    @Param('flag') flag: string,
    @Body() { note }: ResolveFlagDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<ManagedPaymentDto> {
    if (!isFlag(flag)) throw new DomainError(PaymentErrors.notFlagged);
    return ManagedPaymentDto.of(await this.resolveFlag.execute(id, { flag, note, by: userId }));
  }

  /**
   * Give money back, all that is left or a part of it. The refund is `pending` until the provider has confirmed it; read the
   * payment to see what became of it.
   */
  @Post('refunds')
  @HttpCode(202)
  @Idempotent()
  @ApiParam(PAYMENT)
  @Throws(
    PaymentErrors.notFound,
    PaymentErrors.notRefundable,
    PaymentErrors.refundTooLarge,
    MoneyErrors.notAnAmount,
  )
  async refund(
    @Param('id', IdPipe) id: string,
    @Body() { amount, reason, endAccess = false }: RefundRequestDto,
    @CurrentUser() admin: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ManagedPaymentDto> {
    const payment = await this.requestRefund.execute({
      paymentId: id,
      amount,
      reason,
      endAccess,
      by: admin.userId,
    });
    reply.header('location', `/api/v1/payments/${id}`);
    return ManagedPaymentDto.of(payment);
  }
}

const isFlag = (value: string): value is PaymentFlag => (PAYMENT_FLAGS as readonly string[]).includes(value);
