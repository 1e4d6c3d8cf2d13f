import { Controller, Headers, HttpCode, Post, RawBody } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { SignedBody } from '../../../common/http/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { ReceiveEvent } from '../application/receive-event.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { ProviderMethod } from '../domain/payment.js';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const STRIPE_EVENT = {
  id: 'evt_1Nabc',
  object: 'event',
  type: 'checkout.session.completed',
  data: { object: { id: 'cs_test_a1b2c3', object: 'checkout.session', payment_status: 'paid' } },
};

type HeaderValues = Readonly<Record<string, string | string[] | undefined>>;

/** Where payment providers report. Everybody may call; what isn't signed by the provider is refused and not stored. */
@ApiTags('webhooks')
@Public()
@Controller('payments/webhooks')
export class WebhooksController {
  constructor(private readonly receiveEvent: ReceiveEvent) {}

  /** Stripe's events, signed by `Stripe-Signature` over the body. */
  @Post('stripe')
  @HttpCode(200)
  @SignedBody(JSON_TYPE)
  @ApiConsumes(JSON_TYPE)
  @ApiBody({ schema: { type: 'object', additionalProperties: true, example: STRIPE_EVENT } })
  @Throws(PaymentErrors.forgedSignature, PaymentErrors.providerRefused)
  stripe(@RawBody() body: Buffer | undefined, @Headers() headers: HeaderValues): Promise<void> {
    return this.receive('stripe', body, headers);
  }

  /** SSLCommerz' notifications (IPN): forms, signed by `verify_sign` over the fields in `verify_key`. */
  @Post('sslcommerz')
  @HttpCode(200)
  @SignedBody(FORM_TYPE)
  @ApiConsumes(FORM_TYPE)
  @ApiBody({ schema: { type: 'object', additionalProperties: { type: 'string' } } })
  @Throws(PaymentErrors.forgedSignature, PaymentErrors.providerRefused)
  sslcommerz(@RawBody() body: Buffer | undefined, @Headers() headers: HeaderValues): Promise<void> {
    return this.receive('sslcommerz', body, headers);
  }

  private async receive(
    method: ProviderMethod,
    rawBody: Buffer | undefined,
    headers: HeaderValues,
  ): Promise<void> {
    if (!rawBody) throw new DomainError(CommonErrors.malformedRequest);
    await this.receiveEvent.execute(method, { rawBody, headers });
  }
}
