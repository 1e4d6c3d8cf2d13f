import { randomBytes } from 'node:crypto';
import { Deliveries } from '../web/deliveries.ts';
import { Failures, type Failure } from '../web/failures.ts';
import { json, NOT_FOUND, startWebServer, type WebAnswer, type WebRequest } from '../web/server.ts';
import { SslcommerzApi } from './api.ts';
import { GATEWAY, gatewayPage, returnPage, sessionsPage } from './pages.ts';
import { signed } from './signature.ts';
import { Store, type Refund, type Session, type Transaction, type TransactionStatus } from './store.ts';

export interface SslcommerzOptions {
  /** 0, the default, takes any that is free. */
  readonly port?: number;
  /** Made up unless given. */
  readonly storeId?: string;
  readonly storePassword?: string;
  readonly clock?: () => Date;
}

/** What the shop is told about a transaction: by IPN, and by the browser that comes back. */
export interface Notification {
  readonly ipnUrl: string;
  /** Where the browser is sent with the same fields. */
  readonly returnUrl: string;
  /** Signed. */
  readonly fields: Readonly<Record<string, string>>;
}

/** How a delivery differs from an honest one. */
export interface DeliveryOptions {
  /** How many equal ones are sent at once; 1 unless given. */
  readonly times?: number;
  /** Signed anew with this instead of the store's password. */
  readonly password?: string;
  /** Changes fields after they were signed. */
  readonly tamper?: Readonly<Record<string, string>>;
}

/** SSLCommerz, played: no money moves, everything else does. */
export interface SslcommerzStandIn {
  readonly url: string;
  readonly storeId: string;
  readonly storePassword: string;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly refunds: ReadonlyMap<string, Refund>;
  /** Every notification, the latest last. */
  readonly notifications: readonly Notification[];
  /**
   * What the customer does at the gateway's page, with the newest session of a transaction id, or a session key. A title of the
   * risk makes the payment a risky one.
   */
  pay(id: string, paid?: { amount?: string; currency?: string; risk?: string }): Notification;
  fail(id: string): Notification;
  cancel(id: string): Notification;
  expire(id: string): Notification;
  /** Whether refunds are done at once, or wait for {@link settleRefund}. */
  setRefundMode(mode: Store['refundMode']): void;
  settleRefund(refundRefId: string, status: 'refunded' | 'cancelled'): Refund;
  /** Sends a notification again, once for each of `times`, all at the same moment. @returns the statuses that were answered */
  deliver(notification: Notification, options?: DeliveryOptions): Promise<number[]>;
  /** Keeps IPNs back until {@link resumeDelivery}. */
  holdDelivery(): void;
  resumeDelivery(): void;
  /** Resolves when no IPN is under way. */
  delivered(): Promise<void>;
  /** Answers the next API requests with an error, or with nothing at all. */
  failNext(failure: Failure, times?: number): void;
  close(): Promise<void>;
}

/** Starts a stand-in for SSLCommerz on 127.0.0.1. */
export async function startSslcommerz(options: SslcommerzOptions = {}): Promise<SslcommerzStandIn> {
  const {
    port = 0,
    storeId = `lyceum${randomBytes(4).toString('hex')}`,
    storePassword = `${randomBytes(16).toString('hex')}@ssl`,
    clock = () => new Date(),
  } = options;
  let url = '';
  const store = new Store(clock);
  const failures = new Failures();
  const deliveries = new Deliveries();
  const notifications: Notification[] = [];
  const api = new SslcommerzApi(
    store,
    { storeId, storePassword },
    (key) => `${url}${GATEWAY}?Q=PAY&SESSIONKEY=${key}`,
  );

  const fieldsOf = (transaction: Transaction) => ({ ...transaction, store_id: storeId });

  const end = (
    session: Session,
    status: TransactionStatus,
    paid?: { amount?: string; currency?: string; risk?: string },
  ) => {
    const fields = signed(fieldsOf(store.end(session, status, paid)), storePassword);
    const notification = { ipnUrl: session.ipn_url, returnUrl: returnUrlOf(session, status), fields };
    notifications.push(notification);
    if (session.ipn_url) deliveries.send(() => message(notification));
    return notification;
  };

  const gateway = ({ method, url: { searchParams }, body }: WebRequest): WebAnswer => {
    const session = store.sessions.get(searchParams.get('SESSIONKEY') ?? '');
    if (!session) return NOT_FOUND;
    const status = OUTCOMES[new URLSearchParams(body.toString()).get('action') ?? ''];
    if (method !== 'POST' || session.transactions.length > 0 || !status) return gatewayPage(session);
    const { returnUrl, fields } = end(session, status);
    return returnPage(returnUrl, fields);
  };

  const server = await startWebServer(port, (request) => {
    if (request.url.pathname === '/') return sessionsPage([...store.sessions.values()].toReversed());
    if (request.url.pathname === GATEWAY) return gateway(request);
    const failure = failures.next();
    if (failure === 'hang') return undefined;
    if (failure === undefined) return api.answer(request);
    if (failure === 'lost') api.answer(request);
    return json({ error: 'Something went wrong.' }, failure === 'lost' ? 502 : failure);
  });
  url = server.url;

  return {
    url,
    storeId,
    storePassword,
    sessions: store.sessions,
    refunds: store.refunds,
    notifications,
    pay: (id, paid) => end(store.session(id), 'VALID', paid),
    fail: (id) => end(store.session(id), 'FAILED'),
    cancel: (id) => end(store.session(id), 'CANCELLED'),
    expire: (id) => end(store.session(id), 'EXPIRED'),
    setRefundMode: (mode) => void (store.refundMode = mode),
    settleRefund: (id, status) => {
      const refund = store.refunds.get(id);
      if (!refund) throw new Error(`SSLCommerz knows no refund ${id}.`);
      refund.status = status;
      return refund;
    },
    deliver: (notification, { times = 1, ...how } = {}) =>
      Promise.all(Array.from({ length: times }, () => deliveries.attempt(() => message(notification, how)))),
    holdDelivery: () => deliveries.hold(),
    resumeDelivery: () => deliveries.resume(),
    delivered: () => deliveries.settled(),
    failNext: (failure, times = 1) => failures.add(failure, times),
    close: async () => void (await Promise.all([deliveries.close(), server.close()])),
  };
}

const OUTCOMES: Readonly<Record<string, TransactionStatus>> = {
  pay: 'VALID',
  decline: 'FAILED',
  cancel: 'CANCELLED',
};

function returnUrlOf(session: Session, status: TransactionStatus): string {
  if (status === 'VALID') return session.success_url;
  return status === 'CANCELLED' ? session.cancel_url : session.fail_url;
}

function message({ ipnUrl, fields }: Notification, { password, tamper }: DeliveryOptions = {}) {
  const { verify_key: _, verify_sign: __, verify_sign_sha2: ___, ...unsigned } = fields;
  const sent = { ...(password === undefined ? fields : signed(unsigned, password)), ...tamper };
  return {
    url: ipnUrl,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(sent).toString(),
  };
}
