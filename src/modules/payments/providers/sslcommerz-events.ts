import type { ProviderEvent } from '../domain/payment-provider.js';
import { paymentIdOf } from './payment-id.js';

/** What is kept of a notification: no card and no person. */
const KEPT = [
  'status', 'tran_id', 'val_id', 'bank_tran_id', 'tran_date', 'amount', 'store_amount', 'currency', 'currency_type',
  'currency_amount', 'currency_rate', 'error', 'risk_level', 'risk_title',
]; // prettier-ignore

/** SSLCommerz's times are of Dhaka, which knows no summer time. */
const DHAKA = '+06:00';

/** A notification in the product's terms. It proves nothing: the validation API is asked. */
export function eventOf(fields: Readonly<Record<string, string>>, receivedAt: Date): ProviderEvent {
  const { tran_id = '', status = '', val_id = '', bank_tran_id, tran_date = '' } = fields;
  const occurredAt = new Date(`${tran_date.replace(' ', 'T')}${DHAKA}`);
  const paid = val_id !== '';
  return {
    eventId: `${tran_id}:${status}:${val_id}`,
    type: status,
    paymentId: paymentIdOf(tran_id),
    refs: { merchantTransactionId: tran_id, ...(paid && { chargeId: val_id, transactionId: bank_tran_id }) },
    occurredAt: Number.isNaN(occurredAt.getTime()) ? receivedAt : occurredAt,
    proof: null,
    payload: Object.fromEntries(
      KEPT.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
    ),
  };
}
