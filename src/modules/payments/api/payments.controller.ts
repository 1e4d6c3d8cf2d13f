import { Body, Controller, Get, Headers, Ip, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiParam, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { CryptoErrors } from '../../../infra/crypto/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Idempotent } from '../../../infra/idempotency/index.js';
import { EnrollmentErrors } from '../../enrollments/index.js';
import { ReadPayments } from '../application/read-payments.js';
import { StartCheckout } from '../application/start-checkout.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import { CheckoutDto, StartedCheckoutDto } from './checkout.dto.js';
import { ManagedPaymentDetailsDto, PaymentDetailsDto } from './payment-details.dto.js';
import { ManagedPaymentDto, ManagedPaymentPageDto, PaymentDto } from './payment.dto.js';
import { ManagedPaymentQuery } from './payment-query.dto.js';

@ApiTags('payments')
@ApiExtraModels(PaymentDetailsDto, ManagedPaymentDetailsDto)
@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly startCheckout: StartCheckout,
    private readonly payments: ReadPayments,
  ) {}

  /**
   * Begin to buy a course. Send the buyer's browser to `redirectUrl`; the course is open once the provider has confirmed the
   * payment, and as long as it hasn't, asking again gives the same checkout.
   */
  @Post('checkout')
  @Allow(Permission.Pay)
  @Idempotent()
  @Throws(
    EnrollmentErrors.emailNotVerified,
    EnrollmentErrors.courseNotFound,
    EnrollmentErrors.courseFree,
    EnrollmentErrors.courseNotOpen,
    EnrollmentErrors.courseFull,
    EnrollmentErrors.prerequisitesMissing,
    EnrollmentErrors.alreadyEnrolled,
    PaymentErrors.checkoutInProgress,
    PaymentErrors.beingPaid,
    PaymentErrors.providerUnavailable,
    PaymentErrors.providerRefused,
  )
  async checkout(
    @Body() { courseId, method, billing, source = 'api', campaignId, affiliateId }: CheckoutDto,
    @CurrentUser() buyer: Principal,
    @Ip() ipAddress: string,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StartedCheckoutDto> {
    const payment = await this.startCheckout.execute({
      buyer,
      courseId,
      method,
      billing,
      metadata: {
        source,
        ipAddress,
        userAgent: userAgent?.slice(0, 512) ?? null,
        campaignId: campaignId ?? null,
        affiliateId: affiliateId ?? null,
      },
    });
    reply.header('location', `/api/v1/payments/${payment.id}`);
    return { payment: PaymentDto.of(payment), redirectUrl: payment.redirectUrl };
  }

  /** All payments, newest first. */
  @Get()
  @Allow(Permission.ManagePayments)
  async list(@Query() query: ManagedPaymentQuery): Promise<ManagedPaymentPageDto> {
    return mapPage(await this.payments.list(query), ManagedPaymentDto.of);
  }

  /** One payment: one's own, or any for administrators, who see more of it. */
  @Get(':id')
  @Allow(Permission.Pay)
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f40a' })
  // Not `oneOf`: what administrators see has all that others see, so it fits both.
  @ApiOkResponse({
    schema: {
      anyOf: [PaymentDetailsDto, ManagedPaymentDetailsDto].map((dto) => ({ $ref: getSchemaPath(dto) })),
    },
  })
  @Throws(PaymentErrors.notFound, CryptoErrors.damagedValue)
  async read(
    @Param('id', IdPipe) id: string,
    @CurrentUser() user: Principal,
  ): Promise<PaymentDetailsDto | ManagedPaymentDetailsDto> {
    const seesAll = user.permissions.has(Permission.ManagePayments);
    const payment = await this.payments.get(id, { userId: user.userId, seesAll });
    const view = seesAll ? ManagedPaymentDetailsDto : PaymentDetailsDto;
    return view.from(payment, this.payments.billingOf(payment));
  }
}
