import { Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { FinishCheckout } from '../application/finish-checkout.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { ProviderMethod } from '../domain/payment.js';
import { FinishedCheckoutDto, ReturnQuery } from './return.dto.js';

/** Where providers send the buyer's browser back to. */
@ApiTags('payments')
@ApiResponse({ status: 303, description: 'On to the page of the product that shows the payment' })
@Public()
@Controller('payments/return')
export class ReturnsController {
  constructor(private readonly finishCheckout: FinishCheckout) {}

  /** Come back from Stripe. */
  @Get('stripe')
  @Throws(PaymentErrors.notFound)
  fromStripe(
    @Query() query: ReturnQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FinishedCheckoutDto> {
    return this.finish('stripe', query, reply);
  }

  /** Come back from SSLCommerz, by a link. */
  @Get('sslcommerz')
  @Throws(PaymentErrors.notFound)
  fromSslcommerz(
    @Query() query: ReturnQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FinishedCheckoutDto> {
    return this.finish('sslcommerz', query, reply);
  }

  /** Come back from SSLCommerz, by a form whose content proves nothing and isn't read. */
  @Post('sslcommerz')
  @HttpCode(200)
  @Throws(PaymentErrors.notFound)
  postedBySslcommerz(
    @Query() query: ReturnQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FinishedCheckoutDto> {
    return this.finish('sslcommerz', query, reply);
  }

  private async finish(
    method: ProviderMethod,
    query: ReturnQuery,
    reply: FastifyReply,
  ): Promise<FinishedCheckoutDto> {
    const { payment, url } = await this.finishCheckout.execute(method, query.payment);
    reply.header('cache-control', 'no-store');
    if (url) reply.code(303).header('location', url);
    return { paymentId: payment.id, status: payment.status };
  }
}
