import { html } from '../web/html.ts';
import { page } from '../web/page.ts';
import { htmlPage, type WebAnswer } from '../web/server.ts';
import type { Session } from './objects.ts';

/** After the form is sent the browser goes on to the shop, and wherever that sends it: a browser may hold that against us. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action *";

const amountOf = ({ amount_total, currency }: Session) =>
  `${((amount_total ?? 0) / 100).toFixed(2)} ${currency?.toUpperCase()}`;

/** What there is to pay and was paid. */
export const sessionsPage = (sessions: readonly Session[]): WebAnswer =>
  htmlPage(
    page(
      'Stripe',
      html`<header><h1>Stripe, played</h1></header>
        <p>No money moves. Checkout sessions, the latest first:</p>
        <ul>
          ${sessions.map(
            (session) =>
              html`<li>
                <a href="/c/pay/${session.id}">${amountOf(session)}</a>
                ${session.customer_email}: ${session.status}, ${session.payment_status}
              </li>`,
          )}
        </ul>`,
    ),
  );

/** Where the customer pays. */
export function checkoutPage(session: Session, notice?: string): WebAnswer {
  const body = html`<header><h1>Pay ${amountOf(session)}</h1></header>
    <p>This page stands in for Stripe Checkout. No money moves.</p>
    <dl>
      <dt>For</dt>
      <dd>${session.customer_email ?? 'somebody'}</dd>
      <dt>Session</dt>
      <dd>${session.id}</dd>
    </dl>
    ${notice !== undefined && html`<p role="alert"><strong>${notice}</strong></p>`}
    ${
      session.status === 'open'
        ? html`<form method="post">
            <button name="action" value="pay">Pay</button>
            <button name="action" value="decline">Decline</button>
            <button name="action" value="cancel">Cancel</button>
          </form>`
        : html`<p>This session is ${session.status}.</p>`
    }`;
  return htmlPage(page('Checkout', body), { 'Content-Security-Policy': POLICY });
}
