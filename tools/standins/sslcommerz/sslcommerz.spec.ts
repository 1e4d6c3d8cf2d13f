import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebServer, type WebRequest, type WebServer } from '../web/server.ts';
import { startSslcommerz, type SslcommerzStandIn } from './index.ts';
import { signed } from './signature.ts';

describe('the stand-in for SSLCommerz', () => {
  let endpoint: WebServer;
  let received: WebRequest[];
  let refusals: number;
  let standIn: SslcommerzStandIn;

  beforeEach(async () => {
    received = [];
    refusals = 0;
    endpoint = await startWebServer(0, (request) => {
      received.push(request);
      return { status: refusals-- > 0 ? 503 : 200 };
    });
    standIn = await startSslcommerz();
  });
  afterEach(async () => {
    await standIn.close();
    await endpoint.close();
  });

  const credentials = () => ({ store_id: standIn.storeId, store_passwd: standIn.storePassword });
  const order = () => ({
    ...credentials(),
    total_amount: '100.50',
    currency: 'BDT',
    tran_id: 'order-7',
    product_category: 'Course',
    product_name: 'Ether & <Fire>',
    product_profile: 'non-physical-goods',
    success_url: 'https://shop.example/done',
    fail_url: 'https://shop.example/failed',
    cancel_url: 'https://shop.example/cancelled',
    ipn_url: endpoint.url,
    cus_name: 'Ada',
    cus_email: 'ada@example.org',
    cus_add1: 'N/A',
    cus_city: 'N/A',
    cus_postcode: 'N/A',
    cus_country: 'N/A',
    cus_phone: 'N/A',
    shipping_method: 'NO',
    num_of_item: '1',
    value_a: 'mine',
  });
  type Json = Record<string, string>;
  const open = async (changes: Json = {}) => {
    const body = new URLSearchParams({ ...order(), ...changes });
    const answer = await fetch(`${standIn.url}/gwprocess/v4/api.php`, { method: 'POST', body });
    return (await answer.json()) as Json;
  };
  const get = async <T = Json>(api: string, query: Json) => {
    const search = new URLSearchParams({ ...credentials(), ...query, v: '1', format: 'json' });
    return (await (await fetch(`${standIn.url}/validator/api/${api}.php?${search.toString()}`)).json()) as T;
  };
  const manage = <T = Json>(query: Json) => get<T>('merchantTransIDvalidationAPI', query);
  const press = async (url: string, action: string) =>
    (await fetch(url, { method: 'POST', body: new URLSearchParams({ action }) })).text();

  it("signs as SSLCommerz's article shows it", () => {
    const fields = signed({ status: 'VALID', amount: '100', tran_id: '5af7e7a5aa2a8' }, 'qwerty');
    const text =
      'amount=100&status=VALID&store_passwd=d8578edf8458ce06fbc5bb76a58c5ca4&tran_id=5af7e7a5aa2a8';
    expect(fields['verify_key']).toBe('status,amount,tran_id');
    expect(fields['verify_sign']).toBe(createHash('md5').update(text).digest('hex'));
  });

  it('opens a session with a page, for a store that it knows and an order that is whole', async () => {
    const session = await open();
    expect(session).toMatchObject({ status: 'SUCCESS', failedreason: '' });
    expect(await (await fetch(session['GatewayPageURL']!)).text()).toContain('Ether &amp; &lt;Fire&gt;');
    const mistakes: Json[] = [
      { store_passwd: 'guessed' },
      { cus_phone: '' },
      { total_amount: '9.99' },
      { total_amount: '1e3' },
      { currency: 'XXX' },
      { tran_id: 'x'.repeat(31) },
    ];
    for (const wrong of mistakes)
      expect(await open(wrong)).toMatchObject({ status: 'FAILED', GatewayPageURL: '' });
    expect(standIn.sessions.size).toBe(1);
  });

  it('notifies, then sends the browser back with the same signed fields', async () => {
    const { GatewayPageURL } = await open();
    const page = await press(GatewayPageURL!, 'pay');
    expect(page).toContain('action="https://shop.example/done"');
    await standIn.delivered();
    expect(received[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    const fields = Object.fromEntries(new URLSearchParams(received[0]?.body.toString()));
    expect(fields).toMatchObject({ status: 'VALID', tran_id: 'order-7', amount: '100.50', value_a: 'mine' });
    expect(page).toContain(`value="${fields['verify_sign']}"`);
    const { verify_key, verify_sign, verify_sign_sha2, ...unsigned } = fields;
    expect(signed(unsigned, standIn.storePassword)).toMatchObject({
      verify_key,
      verify_sign,
      verify_sign_sha2,
    });
    expect(await (await fetch(GatewayPageURL!)).text()).not.toContain('<button');
    expect(await (await fetch(standIn.url)).text()).toContain('ada@example.org');
  });

  it.each([
    ['decline', 'FAILED', 'failed'],
    ['cancel', 'CANCELLED', 'cancelled'],
  ])('tells of %s', async (action, status, path) => {
    const { GatewayPageURL } = await open();
    expect(await press(GatewayPageURL!, action)).toContain(`action="https://shop.example/${path}"`);
    await standIn.delivered();
    expect(new URLSearchParams(received[0]?.body.toString()).get('status')).toBe(status);
  });

  it('validates a transaction, and says when it did before', async () => {
    await open();
    const { val_id = '' } = standIn.pay('order-7').fields;
    const validate = (query: Json) => get('validationserverAPI', query);
    expect(await validate({ val_id })).toMatchObject({ status: 'VALID', APIConnect: 'DONE' });
    expect(await validate({ val_id })).toMatchObject({ status: 'VALIDATED', tran_id: 'order-7' });
    expect(await validate({ val_id: 'none' })).toMatchObject({ status: 'INVALID_TRANSACTION' });
    expect(await validate({ val_id, store_passwd: 'guessed' })).toMatchObject({ APIConnect: 'FAILED' });
    const found = await manage<{ no_of_trans_found: string; element: Json[] }>({ tran_id: 'order-7' });
    expect(found).toMatchObject({ no_of_trans_found: '1', element: [{ val_id }] });
  });

  it('turns other currencies into taka', async () => {
    await open({ currency: 'USD', total_amount: '10.00' });
    expect(standIn.pay('order-7').fields).toMatchObject({
      currency_type: 'USD',
      currency_amount: '10.00',
      currency: 'BDT',
      amount: '1200.00',
    });
  });

  it('gives money back, never more than was paid, once for each number', async () => {
    await open();
    const { bank_tran_id = '' } = standIn.pay('order-7').fields;
    const refund = (refund_trans_id: string, refund_amount: string) =>
      manage({ bank_tran_id, refund_trans_id, refund_amount, refund_remarks: 'x' });
    const first = await refund('r1', '100.00');
    expect(first['status']).toBe('success');
    expect(await refund('r1', '100.00')).toEqual({ ...first, status: 'processing' });
    expect(await refund('r2', '0.51')).toMatchObject({ status: 'failed', refund_ref_id: '' });
    expect(await manage({ refund_ref_id: first['refund_ref_id']! })).toMatchObject({ status: 'refunded' });
  });

  it('sends a notification until it is taken', async () => {
    refusals = 1;
    await open();
    standIn.pay('order-7');
    await standIn.delivered();
    expect(received.map(({ body }) => body.toString())).toEqual([
      expect.any(String),
      received[0]?.body.toString(),
    ]);
  });
});
