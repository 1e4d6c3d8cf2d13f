import { json, type WebAnswer } from '../web/server.ts';

/** A refusal in Stripe's form (https://docs.stripe.com/api/errors). */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly details: { readonly code?: string; readonly param?: string; readonly type: string };

  constructor(
    message: string,
    details: { status?: number; code?: string; param?: string; type?: string } = {},
  ) {
    super(message);
    const { status = 400, type = 'invalid_request_error', ...rest } = details;
    this.status = status;
    this.details = { ...rest, type };
  }

  answer(): WebAnswer {
    return json({ error: { ...this.details, message: this.message } }, this.status);
  }
}

export const missing = (param: string) =>
  new StripeRefusal(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

export const noSuch = (what: string, id: string) =>
  new StripeRefusal(`No such ${what}: '${id}'`, { status: 404, code: 'resource_missing', param: 'id' });
