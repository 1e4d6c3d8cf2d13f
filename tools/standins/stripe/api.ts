import { createHash } from 'node:crypto';
import { json, type WebAnswer, type WebRequest } from '../web/server.ts';
import type { Account } from './account.ts';
import { missing, noSuch, StripeRefusal } from './errors.ts';
import { stripeId, type Session } from './objects.ts';
import { Parameters } from './parameters.ts';

const MINUTE_S = 60;
const SHORTEST_S = 30 * MINUTE_S;
const LONGEST_S = 24 * 60 * MINUTE_S;
const SMALLEST_AMOUNT = 50;
const KEYS_LAST_S = 24 * 60 * MINUTE_S;
const PAGE = 10;
const LARGEST_PAGE = 100;

/** The part of Stripe's HTTP API that takes a payment and gives it back (https://docs.stripe.com/api). */
export class StripeApi {
  readonly #account: Account;
  readonly #secretKey: string;
  readonly #pageUrl: (sessionId: string) => string;
  /** Answers by idempotency key; Stripe keeps them for a day. */
  readonly #answers = new Map<
    string,
    { readonly request: string; readonly answer: WebAnswer; readonly at: number }
  >();

  constructor(account: Account, secretKey: string, pageUrl: (sessionId: string) => string) {
    this.#account = account;
    this.#secretKey = secretKey;
    this.#pageUrl = pageUrl;
  }

  answer(request: WebRequest): WebAnswer {
    const answer = this.#checked(request);
    return { ...answer, headers: { 'Request-Id': stripeId('req'), ...answer.headers } };
  }

  #checked(request: WebRequest): WebAnswer {
    try {
      this.#authenticate(request.headers.authorization);
      return request.method === 'POST' ? this.#once(request) : this.#route(request);
    } catch (error) {
      if (error instanceof StripeRefusal) return error.answer();
      throw error;
    }
  }

  #authenticate(authorization = ''): void {
    const [scheme, credentials = ''] = authorization.split(' ');
    const key =
      scheme === 'Basic' ? Buffer.from(credentials, 'base64').toString().split(':')[0] : credentials;
    if (!key) throw new StripeRefusal('You did not provide an API key.', { status: 401 });
    if (key !== this.#secretKey)
      throw new StripeRefusal(`Invalid API Key provided: ${key.slice(0, 8)}****`, { status: 401 });
  }

  /** The same key gets the same answer, and refuses another request (https://docs.stripe.com/api/idempotent_requests). */
  #once(request: WebRequest): WebAnswer {
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string') return this.#route(request);
    const content = createHash('sha256')
      .update(request.url.pathname + '\n')
      .update(request.body)
      .digest('hex');
    const { time } = this.#account;
    const kept = this.#answers.get(key);
    const known = kept && kept.at + KEYS_LAST_S > time ? kept : undefined;
    if (known && known.request !== content)
      throw new StripeRefusal(
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        { type: 'idempotency_error' },
      );
    if (known) return { ...known.answer, headers: { 'Idempotent-Replayed': 'true' } };
    const answer = this.#route(request);
    this.#answers.set(key, { request: content, answer, at: time });
    return answer;
  }

  #route({ method, url, path: [, ...path], body }: WebRequest): WebAnswer {
    const parameters = new Parameters(method === 'POST' ? body.toString() : url.search.slice(1));
    const [first, second, third] = path;
    const shape = `${method} ${path.map((part) => (part.includes('_') && part !== 'payment_intents' ? ':id' : part)).join('/')}`;
    switch (shape) {
      case 'POST checkout/sessions':
        return json(this.#createSession(parameters));
      case 'GET checkout/sessions/:id':
        return this.#shown(this.#account.session(third!), parameters);
      case 'POST checkout/sessions/:id/expire':
        return json(this.#account.expire(third!));
      case 'GET payment_intents/:id':
      case 'GET charges/:id':
      case 'GET refunds/:id':
        return this.#shown(this.#find(second!) ?? fail(noSuch(first!.slice(0, -1), second!)), parameters);
      case 'POST refunds':
        return json(this.#createRefund(parameters));
      case 'GET refunds':
        return json(this.#listRefunds(parameters));
      default:
        throw new StripeRefusal(`Unrecognized request URL (${method}: ${url.pathname}).`, { status: 404 });
    }
  }

  #createSession(parameters: Parameters): Session {
    parameters.allow(
      'mode', 'success_url', 'cancel_url', 'client_reference_id', 'customer_email', 'expires_at',
      /^(payment_intent_data\[)?metadata\]?\[\w+\]$/,
      /^line_items\[0\]\[(quantity|price_data\]\[(currency|unit_amount|product_data\]\[(name|description)))\]$/,
      /^payment_method_types\[\d*\]$/,
    ); // prettier-ignore
    if (parameters.required('mode') !== 'payment')
      throw new StripeRefusal('Only mode payment is played here.', { param: 'mode' });
    const item = (name: string) => `line_items[0]${name}`;
    const unit = parameters.integer(item('[price_data][unit_amount]'));
    if (unit === undefined) throw missing(item('[price_data][unit_amount]'));
    const total = unit * (parameters.integer(item('[quantity]')) ?? 1);
    const currency = parameters.required(item('[price_data][currency]')).toLowerCase();
    parameters.required(item('[price_data][product_data][name]'));
    if (total < SMALLEST_AMOUNT)
      throw new StripeRefusal(
        `The Checkout Session's total amount due must add up to at least 0.50 ${currency}`,
        { code: 'amount_too_small' },
      );
    const id = `cs_test_${stripeId('a').slice(2)}`;
    const intentMetadata = parameters.group('payment_intent_data[metadata]');
    const session: Session = {
      id,
      object: 'checkout.session',
      amount_subtotal: total,
      amount_total: total,
      cancel_url: parameters.text('cancel_url') ?? null,
      client_reference_id: parameters.text('client_reference_id') ?? null,
      created: this.#account.time,
      currency,
      customer_email: parameters.text('customer_email') ?? null,
      expires_at: this.#expiry(parameters.integer('expires_at')),
      livemode: false,
      metadata: parameters.group('metadata'),
      mode: 'payment',
      payment_intent: null,
      payment_method_types: ['card'],
      payment_status: 'unpaid',
      status: 'open',
      success_url: parameters.required('success_url'),
      url: this.#pageUrl(id),
    };
    return this.#account.addSession(session, intentMetadata);
  }

  #expiry(wanted: number | undefined): number {
    const { time } = this.#account;
    if (wanted === undefined) return time + LONGEST_S;
    if (wanted < time + SHORTEST_S)
      throw new StripeRefusal(
        'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
        { param: 'expires_at' },
      );
    if (wanted > time + LONGEST_S)
      throw new StripeRefusal(
        'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
        { param: 'expires_at' },
      );
    return wanted;
  }

  #createRefund(parameters: Parameters) {
    parameters.allow('payment_intent', 'amount', 'reason', /^metadata\[\w+\]$/);
    const reason = parameters.text('reason') ?? null;
    if (reason && !['duplicate', 'fraudulent', 'requested_by_customer'].includes(reason))
      throw new StripeRefusal(
        'Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer',
        { param: 'reason' },
      );
    return this.#account.refund({
      payment_intent: parameters.required('payment_intent'),
      amount: parameters.integer('amount'),
      metadata: parameters.group('metadata'),
      reason,
    });
  }

  /** The newest first, from the one after `starting_after` (https://docs.stripe.com/api/pagination). */
  #listRefunds(parameters: Parameters) {
    parameters.allow('payment_intent', 'limit', 'starting_after');
    const intent = parameters.required('payment_intent');
    const limit = parameters.integer('limit') ?? PAGE;
    if (limit < 1 || limit > LARGEST_PAGE)
      throw new StripeRefusal(`This value must be between 1 and ${LARGEST_PAGE}.`, { param: 'limit' });
    const all = [...this.#account.refunds.values()]
      .filter((refund) => refund.payment_intent === intent)
      .toReversed();
    const last = parameters.text('starting_after');
    const index = all.findIndex(({ id }) => id === last);
    if (last !== undefined && index < 0) throw noSuch('refund', last);
    const data = all.slice(index + 1, index + 1 + limit);
    return { object: 'list', data, has_more: index + 1 + limit < all.length, url: '/v1/refunds' };
  }

  #find(id: string) {
    const { sessions, paymentIntents, charges, refunds } = this.#account;
    return sessions.get(id) ?? paymentIntents.get(id) ?? charges.get(id) ?? refunds.get(id);
  }

  /** Puts objects in the place of their ids, where the request asks for it (`expand[]=payment_intent.latest_charge`). */
  #shown(object: object, parameters: Parameters): WebAnswer {
    const shown = structuredClone(object) as Record<string, unknown>;
    for (const path of parameters.all('expand')) {
      let at = shown;
      for (const name of path.split('.')) {
        if (!(name in at))
          throw new StripeRefusal(`This property cannot be expanded (${name}).`, { param: 'expand' });
        const value = typeof at[name] === 'string' ? this.#find(at[name]) : at[name];
        if (!value) break;
        at = at[name] = structuredClone(value) as Record<string, unknown>;
      }
    }
    return json(shown);
  }
}

const fail = (error: Error): never => {
  throw error;
};
