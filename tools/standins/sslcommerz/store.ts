import { randomBytes } from 'node:crypto';

/** What a shop asked for with one call of the session API. */
export interface Session {
  readonly sessionkey: string;
  readonly tran_id: string;
  /** As the shop wrote it: a decimal number. */
  readonly total_amount: string;
  readonly currency: string;
  readonly success_url: string;
  readonly fail_url: string;
  readonly cancel_url: string;
  readonly ipn_url: string;
  readonly cus_name: string;
  readonly cus_email: string;
  /** All that was said of the buyer: `cus_*`. */
  readonly customer: Readonly<Record<string, string>>;
  readonly product_name: string;
  readonly values: Readonly<Record<'value_a' | 'value_b' | 'value_c' | 'value_d', string>>;
  /** One, unless a test lets money come after all, or twice. */
  readonly transactions: Transaction[];
}

export type TransactionStatus = 'VALID' | 'VALIDATED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';

/** What became of a session, under SSLCommerz's names. */
export interface Transaction {
  status: TransactionStatus;
  readonly tran_date: string;
  readonly tran_id: string;
  /** Empty unless it succeeded. */
  readonly val_id: string;
  /** In taka, whatever the shop asked for. */
  readonly amount: string;
  readonly store_amount: string;
  readonly currency: 'BDT';
  readonly bank_tran_id: string;
  readonly card_type: string;
  readonly card_no: string;
  readonly card_brand: string;
  readonly card_issuer: string;
  readonly card_issuer_country: string;
  readonly card_issuer_country_code: string;
  /** In the currency that the shop asked for. */
  readonly currency_type: string;
  readonly currency_amount: string;
  readonly currency_rate: string;
  readonly base_fair: string;
  readonly error: string;
  readonly risk_level: string;
  readonly risk_title: string;
  readonly value_a: string;
  readonly value_b: string;
  readonly value_c: string;
  readonly value_d: string;
}

export interface Refund {
  readonly refund_ref_id: string;
  readonly refund_trans_id: string;
  readonly bank_tran_id: string;
  readonly tran_id: string;
  readonly refund_amount: string;
  readonly initiated_on: string;
  status: 'processing' | 'refunded' | 'cancelled';
}

/** Taka for one unit, for whoever asks in another currency. */
const RATES: Readonly<Record<string, number>> = { BDT: 1, USD: 120, EUR: 130, GBP: 150 };
const FEE = 0.025;

/** A store at SSLCommerz: its sessions, transactions and refunds. */
export class Store {
  readonly sessions = new Map<string, Session>();
  readonly refunds = new Map<string, Refund>();
  /** Whether a refund is done as soon as somebody asks about it, or waits to be settled. */
  refundMode: 'refunded' | 'processing' = 'refunded';
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  accepts(currency: string): boolean {
    return currency in RATES;
  }

  open(session: Omit<Session, 'sessionkey' | 'transactions'>): Session {
    const made = { ...session, sessionkey: key().toUpperCase(), transactions: [] };
    this.sessions.set(made.sessionkey, made);
    return made;
  }

  /** @returns the newest session for the shop's transaction id, or the one with this session key */
  session(id: string): Session {
    const found =
      this.sessions.get(id) ?? [...this.sessions.values()].findLast((session) => session.tran_id === id);
    if (!found) throw new Error(`SSLCommerz knows no session ${id}.`);
    return found;
  }

  transactions(tranId: string): Transaction[] {
    return this.#all().filter((transaction) => transaction.tran_id === tranId);
  }

  byValidation(valId: string): Transaction | undefined {
    return this.#all().find((transaction) => valId !== '' && transaction.val_id === valId);
  }

  /** Ends a session. @param paid what the customer paid, if not what the shop asked for, and what is risky about it */
  end(
    session: Session,
    status: TransactionStatus,
    paid: { amount?: string; currency?: string; risk?: string } = {},
  ): Transaction {
    const { amount = session.total_amount, currency = session.currency } = paid;
    const rate = RATES[currency] ?? 1;
    const taka = Number(amount) * rate;
    const succeeded = status === 'VALID';
    const now = this.#timestamp();
    const transaction: Transaction = {
      status,
      tran_date: now,
      tran_id: session.tran_id,
      val_id: succeeded ? `${now.replaceAll(/\D/g, '').slice(2)}${key().slice(0, 14)}` : '',
      amount: taka.toFixed(2),
      store_amount: succeeded ? (taka * (1 - FEE)).toFixed(2) : '0.00',
      currency: 'BDT',
      bank_tran_id: `${now.replaceAll(/\D/g, '').slice(2)}${key().slice(0, 14)}`,
      card_type: 'VISA-Dutch Bangla',
      card_no: '418117XXXXXX6675',
      card_brand: 'VISA',
      card_issuer: 'TRUST BANK, LTD.',
      card_issuer_country: 'Bangladesh',
      card_issuer_country_code: 'BD',
      currency_type: currency,
      currency_amount: Number(amount).toFixed(2),
      currency_rate: rate.toFixed(4),
      base_fair: '0.00',
      error: succeeded ? '' : ERRORS[status],
      risk_level: paid.risk === undefined ? '0' : '1',
      risk_title: paid.risk ?? 'Safe',
      ...session.values,
    };
    session.transactions.push(transaction);
    return transaction;
  }

  /** @returns the refund that carries this number already, or a new one; a sentence when there can be none */
  refund(wanted: Pick<Refund, 'bank_tran_id' | 'refund_trans_id' | 'refund_amount'>): Refund | string {
    const known = [...this.refunds.values()].find((it) => it.refund_trans_id === wanted.refund_trans_id);
    if (known) return known;
    const transaction = this.#all().find((it) => it.bank_tran_id === wanted.bank_tran_id);
    if (!transaction || !transaction.status.startsWith('VALID')) return 'Invalid bank_tran_id';
    const given = [...this.refunds.values()]
      .filter((it) => it.bank_tran_id === wanted.bank_tran_id && it.status !== 'cancelled')
      .reduce((sum, it) => sum + Number(it.refund_amount), 0);
    const amount = Number(wanted.refund_amount);
    if (!(amount > 0) || Math.round((given + amount) * 100) > Math.round(Number(transaction.amount) * 100))
      return 'Refund amount is greater than transaction amount';
    const refund: Refund = {
      ...wanted,
      refund_ref_id: key(),
      tran_id: transaction.tran_id,
      initiated_on: this.#timestamp(),
      status: this.refundMode,
    };
    this.refunds.set(refund.refund_ref_id, refund);
    return refund;
  }

  #all(): Transaction[] {
    return [...this.sessions.values()].flatMap(({ transactions }) => transactions);
  }

  /** `2026-03-02 16:00:00`, in Dhaka, as SSLCommerz writes times. */
  #timestamp(): string {
    return new Date(this.#now().getTime() + 6 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  }
}

const ERRORS: Record<TransactionStatus, string> = {
  VALID: '',
  VALIDATED: '',
  FAILED: 'Invalid Expiration Date',
  CANCELLED: 'Cancelled by User',
  EXPIRED: 'Payment Timeout',
};

const key = () => randomBytes(16).toString('hex');
