import { randomBytes } from 'node:crypto';
import { html } from '../web/html.ts';
import { page } from '../web/page.ts';
import { htmlPage, type WebAnswer } from '../web/server.ts';
import type { Session } from './store.ts';

/** The path of the page where the customer pays. */
export const GATEWAY = '/gwprocess/v4/gw.php';

/** What there is to pay and was paid. */
export const sessionsPage = (sessions: readonly Session[]): WebAnswer =>
  htmlPage(
    page(
      'SSLCommerz',
      html`<header><h1>SSLCommerz, played</h1></header>
        <p>No money moves. Sessions, the latest first:</p>
        <ul>
          ${sessions.map(
            ({ sessionkey, total_amount, currency, cus_email, transactions }) =>
              html`<li>
                <a href="${GATEWAY}?Q=PAY&SESSIONKEY=${sessionkey}">${total_amount} ${currency}</a>
                ${cus_email}: ${transactions.at(-1)?.status ?? 'open'}
              </li>`,
          )}
        </ul>`,
    ),
  );

/** Where the customer pays. */
export function gatewayPage(session: Session): WebAnswer {
  const body = html`<header><h1>Pay ${session.total_amount} ${session.currency}</h1></header>
    <p>This page stands in for SSLCommerz. No money moves.</p>
    <dl>
      <dt>For</dt>
      <dd>${session.cus_name}, ${session.cus_email}</dd>
      <dt>Product</dt>
      <dd>${session.product_name}</dd>
      <dt>Transaction</dt>
      <dd>${session.tran_id}</dd>
    </dl>
    ${
      session.transactions.length > 0
        ? html`<p>This session is over: ${session.transactions.at(-1)?.status}.</p>`
        : html`<form method="post">
            <button name="action" value="pay">Pay</button>
            <button name="action" value="decline">Decline</button>
            <button name="action" value="cancel">Cancel</button>
          </form>`
    }`;
  return htmlPage(page('SSLCommerz', body));
}

/** Sends the browser back to the shop with a POST, as SSLCommerz does. */
export function returnPage(to: string, fields: Record<string, string>): WebAnswer {
  const nonce = randomBytes(12).toString('base64');
  const body = html`<form method="post" action="${to}">
      ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button>Back to the shop</button>
    </form>
    <script nonce="${nonce}">
      document.forms[0].submit();
    </script>`;
  return htmlPage(page('SSLCommerz', body), {
    'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; form-action *`,
  });
}
