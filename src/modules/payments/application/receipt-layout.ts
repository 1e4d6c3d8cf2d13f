import { formatAmount } from '../../../common/money/index.js';
import { drawLine } from '../../../infra/pdf/index.js';
import { countryName, type Billing } from '../domain/billing.js';
import type { Payment, PaymentMethod } from '../domain/payment.js';

const LEFT = 56;
const WIDTH = 483;
const INK = '#1f2430';
const FAINT = '#667085';

const METHODS: Readonly<Record<PaymentMethod, string>> = {
  stripe: 'Card (Stripe)',
  sslcommerz: 'SSLCommerz',
  cash: 'Cash',
};

/** One page: who paid what, when and how, and what was given back since. */
export function drawReceipt(document: PDFKit.PDFDocument, payment: Payment, billing: Billing | null): void {
  const { amount, customer, paidAt } = payment;
  drawLine(document, 'Lyceum', { x: LEFT, y: 84, width: WIDTH, size: 22, face: 'serif-bold', color: INK });
  drawLine(document, 'Receipt', { x: LEFT, y: 84, width: WIDTH, size: 22, align: 'right', color: FAINT });
  rule(document, 104);

  const facts: [label: string, value: string][] = [
    ['Receipt number', payment.receiptNumber ?? ''],
    ['Paid on', paidAt ? dateOf(paidAt) : ''],
    ['Paid by', METHODS[payment.method]],
    ['Received from', customer.name],
    ['', customer.email],
    ...billingLines(billing).map((line): [string, string] => ['', line]),
  ];
  facts.forEach(([label, value], index) => fact(document, 140 + index * 20, label, value));

  const money = (minor: number) =>
    `${formatAmount({ amount: minor, currency: amount.currency })} ${amount.currency}`;
  const top = 160 + facts.length * 20;
  rule(document, top);
  const lines = linesOf(payment, money);
  lines.forEach(([label, value, face], index) => {
    const y = top + 28 + index * 24;
    drawLine(document, label, { x: LEFT, y, width: WIDTH - 130, size: 11, face, color: INK });
    drawLine(document, value, { x: LEFT, y, width: WIDTH, size: 11, face, align: 'right', color: INK });
  });
  rule(document, top + 28 + lines.length * 24);
}

function billingLines(billing: Billing | null): string[] {
  if (!billing) return [];
  const { line1, line2, city, state, country, postalCode } = billing.address;
  const lines = [billing.phone, line1, line2, `${postalCode} ${city}`, state, countryName(country)];
  return lines.filter((line) => line !== null && line !== '') as string[];
}

type ReceiptLine = readonly [label: string, value: string, face: 'sans' | 'sans-bold'];

function linesOf(payment: Payment, money: (minor: number) => string): ReceiptLine[] {
  const { originalAmount, discountAmount, discountCode, taxAmount, amount } = payment;
  return [
    [payment.description, money(originalAmount), 'sans'],
    ...(discountAmount > 0
      ? [[`Discount ${discountCode ?? ''}`.trim(), money(-discountAmount), 'sans'] as const]
      : []),
    ...(taxAmount > 0 ? [['Tax', money(taxAmount), 'sans'] as const] : []),
    ['Paid', money(amount.amount), 'sans-bold'],
    ...payment.refunds
      .filter(({ status }) => status === 'succeeded')
      .map(
        (refund) =>
          [
            `Refunded on ${dateOf(refund.refundedAt ?? refund.requestedAt)}`,
            money(-refund.amount),
            'sans',
          ] as const,
      ),
  ];
}

function fact(document: PDFKit.PDFDocument, y: number, label: string, value: string): void {
  drawLine(document, label, { x: LEFT, y, width: 120, size: 10, color: FAINT });
  drawLine(document, value, { x: LEFT + 130, y, width: WIDTH - 130, size: 11, color: INK });
}

function rule(document: PDFKit.PDFDocument, y: number): void {
  document
    .moveTo(LEFT, y)
    .lineTo(LEFT + WIDTH, y)
    .lineWidth(0.5)
    .stroke(FAINT);
}

const dateOf = (date: Date): string =>
  date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
