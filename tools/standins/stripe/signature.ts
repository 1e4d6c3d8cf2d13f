import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header of a webhook (https://docs.stripe.com/webhooks/signature). @param time Unix time in seconds */
export const stripeSignature = (body: string, secret: string, time: number): string =>
  `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
