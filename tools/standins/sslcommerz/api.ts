import { json, NOT_FOUND, type WebAnswer, type WebRequest } from '../web/server.ts';
import type { Store } from './store.ts';

/** What the session API must be given, of that which a course needs. */
const REQUIRED = [
  'total_amount',
  'currency',
  'tran_id',
  'product_category',
  'product_name',
  'product_profile',
  'success_url',
  'fail_url',
  'cancel_url',
  'cus_name',
  'cus_email',
  'cus_add1',
  'cus_city',
  'cus_postcode',
  'cus_country',
  'cus_phone',
  'shipping_method',
  'num_of_item',
];
const LONGEST_TRAN_ID = 30;
const SMALLEST_BDT = 10;
const LARGEST_BDT = 500_000;

/**
 * SSLCommerz's HTTP API, version 4 (https://developer.sslcommerz.com/doc/v4). Errors are answered with status 200 and a
 * word in the body, as the real one does.
 */
export class SslcommerzApi {
  readonly #store: Store;
  readonly #credentials: { readonly storeId: string; readonly storePassword: string };
  readonly #pageUrl: (sessionkey: string) => string;

  constructor(
    store: Store,
    credentials: { storeId: string; storePassword: string },
    pageUrl: (sessionkey: string) => string,
  ) {
    this.#store = store;
    this.#credentials = credentials;
    this.#pageUrl = pageUrl;
  }

  answer({ method, url, body }: WebRequest): WebAnswer {
    const query = url.searchParams;
    switch (`${method} ${url.pathname}`) {
      case 'POST /gwprocess/v4/api.php':
        return json(this.#open(new URLSearchParams(body.toString())));
      case 'GET /validator/api/validationserverAPI.php':
        return json(this.#authentic(query) ? this.#validate(query.get('val_id') ?? '') : REFUSED);
      case 'GET /validator/api/merchantTransIDvalidationAPI.php':
        return json(this.#authentic(query) ? this.#manage(query) : REFUSED);
      default:
        return NOT_FOUND;
    }
  }

  #authentic(parameters: URLSearchParams): boolean {
    const { storeId, storePassword } = this.#credentials;
    return parameters.get('store_id') === storeId && parameters.get('store_passwd') === storePassword;
  }

  #open(form: URLSearchParams) {
    if (!this.#authentic(form)) return failed('Store Credential Error Or Store is De-active');
    const missing = REQUIRED.find((name) => !form.get(name));
    if (missing) return failed(`Invalid Information: '${missing}' is missing or empty`);
    const text = (name: string) => form.get(name) ?? '';
    if (!this.#store.accepts(text('currency'))) return failed('Invalid Information: currency');
    if (text('tran_id').length > LONGEST_TRAN_ID) return failed('Invalid Information: tran_id is too long');
    const amount = text('total_amount');
    const isBdt = text('currency') === 'BDT';
    const outOfRange = isBdt && (Number(amount) < SMALLEST_BDT || Number(amount) > LARGEST_BDT);
    if (!/^\d+(\.\d{1,2})?$/.test(amount) || outOfRange) return failed('Invalid Information: total_amount');
    const session = this.#store.open({
      tran_id: text('tran_id'),
      total_amount: amount,
      currency: text('currency'),
      success_url: text('success_url'),
      fail_url: text('fail_url'),
      cancel_url: text('cancel_url'),
      ipn_url: text('ipn_url'),
      cus_name: text('cus_name'),
      cus_email: text('cus_email'),
      customer: Object.fromEntries([...form].filter(([name]) => name.startsWith('cus_'))),
      product_name: text('product_name'),
      values: {
        value_a: text('value_a'),
        value_b: text('value_b'),
        value_c: text('value_c'),
        value_d: text('value_d'),
      },
    });
    const page = this.#pageUrl(session.sessionkey);
    return {
      status: 'SUCCESS',
      failedreason: '',
      sessionkey: session.sessionkey,
      redirectGatewayURL: page,
      GatewayPageURL: page,
      is_direct_pay_enable: '0',
    };
  }

  /** The first answer about a transaction says VALID, each later one VALIDATED. */
  #validate(valId: string) {
    const transaction = this.#store.byValidation(valId);
    if (!transaction) return { status: 'INVALID_TRANSACTION', APIConnect: 'DONE' };
    const answer = { ...transaction, APIConnect: 'DONE', gw_version: '4.00' };
    transaction.status = 'VALIDATED';
    return answer;
  }

  #manage(query: URLSearchParams) {
    const text = (name: string) => query.get(name) ?? '';
    if (query.has('refund_ref_id')) return this.#refundState(text('refund_ref_id'));
    if (query.has('refund_amount'))
      return this.#refund({
        bank_tran_id: text('bank_tran_id'),
        refund_trans_id: text('refund_trans_id'),
        refund_amount: text('refund_amount'),
      });
    const element = this.#store.transactions(text('tran_id'));
    return { APIConnect: 'DONE', no_of_trans_found: String(element.length), element };
  }

  /** `processing` says that this refund was asked for before. */
  #refund(wanted: { bank_tran_id: string; refund_trans_id: string; refund_amount: string }) {
    const { bank_tran_id } = wanted;
    const known = this.#store.refunds.size;
    const refund = wanted.refund_trans_id
      ? this.#store.refund(wanted)
      : 'refund_trans_id is missing or empty';
    if (typeof refund === 'string')
      return {
        APIConnect: 'DONE',
        bank_tran_id,
        trans_id: '',
        refund_ref_id: '',
        status: 'failed',
        errorReason: refund,
      };
    return {
      APIConnect: 'DONE',
      bank_tran_id,
      trans_id: refund.tran_id,
      refund_ref_id: refund.refund_ref_id,
      status: this.#store.refunds.size > known ? 'success' : 'processing',
      errorReason: '',
    };
  }

  #refundState(id: string) {
    const refund = this.#store.refunds.get(id);
    if (!refund) return { APIConnect: 'DONE', status: 'failed', errorReason: 'Invalid refund_ref_id' };
    const { refund_ref_id, bank_tran_id, tran_id, initiated_on, status } = refund;
    const refunded_on = status === 'refunded' ? initiated_on : '';
    return {
      APIConnect: 'DONE',
      bank_tran_id,
      tran_id,
      initiated_on,
      refunded_on,
      refund_ref_id,
      status,
      errorReason: '',
    };
  }
}

const REFUSED = { APIConnect: 'FAILED', status: 'FAILED', errorReason: 'API Authentication Failed' };
const failed = (failedreason: string) => ({
  status: 'FAILED',
  failedreason,
  sessionkey: '',
  GatewayPageURL: '',
});
