import { html } from '../web/html.ts';
import { page } from '../web/page.ts';
import type { CaughtMail } from './mailbox.ts';

const STYLE = html`<style>
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  li a {
    display: grid;
    grid-template-columns: 16rem 1fr auto;
    gap: 1rem;
    padding: 0.6rem 0.4rem;
    border-bottom: 1px solid var(--line);
    color: inherit;
  }
  li a:hover {
    background: var(--soft);
    text-decoration: none;
  }
  li a > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  pre,
  iframe {
    width: 100%;
    margin: 0;
    padding: 1rem;
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  pre {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  iframe {
    padding: 0;
    min-height: 28rem;
    background: #fff;
  }
  @media (max-width: 40rem) {
    li a {
      grid-template-columns: 1fr;
      gap: 0;
    }
  }
</style>`;

const time = (date: Date) =>
  html`<time datetime="${date.toISOString()}">${date.toISOString().slice(0, 19)}Z</time>`;

/** All mails, the latest first. */
export const listPage = (mails: readonly CaughtMail[]): string =>
  page(
    `${mails.length} mails`,
    html`<header>
        <h1>Caught mails</h1>
        <a href="/">Refresh</a>
        <form method="post" action="/clear"><button>Delete all</button></form>
      </header>
      ${mails.length === 0 && html`<p class="empty">Nothing has been sent yet. Mails appear here instead of being delivered.</p>`}
      <ol>
        ${mails.map(
          (mail) =>
            html`<li>
              <a href="/messages/${mail.id}">
                <span>${mail.to.join(', ')}</span
                ><strong>${mail.subject || '(no subject)'}</strong>${time(mail.receivedAt)}
              </a>
            </li>`,
        )}
      </ol>`,
    STYLE,
  );

/** One mail. Its HTML is shown in a frame of its own, in which nothing runs and nothing is loaded. */
export const mailPage = (mail: CaughtMail): string =>
  page(
    mail.subject,
    html`<header>
        <h1>${mail.subject || '(no subject)'}</h1>
        <a href="/">All mails</a>
        <a href="/messages/${mail.id}/raw">Source</a>
      </header>
      <dl>
        <dt>From</dt>
        <dd>${mail.from}</dd>
        <dt>To</dt>
        <dd>${mail.to.join(', ')}</dd>
        <dt>Received</dt>
        <dd>${time(mail.receivedAt)}</dd>
        ${mail.attachments.map(
          ({ filename, mimeType, size }) =>
            html`<dt>Attachment</dt>
              <dd>${filename} (${mimeType}, ${size} bytes)</dd>`,
        )}
      </dl>
      ${
        mail.html !== undefined &&
        html`<h2>HTML</h2>
          <iframe
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            src="/messages/${mail.id}/html"
            title="HTML of the mail"
          ></iframe>`
      }
      <h2>Text</h2>
      <pre>${withLinks(mail.text)}</pre>`,
    STYLE,
  );

const URL_IN_TEXT = /(https?:\/\/[^\s<>"]+)/;

const withLinks = (text: string): unknown[] =>
  text
    .split(URL_IN_TEXT)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href="${part}" rel="noreferrer" target="_blank">${part}</a>` : part,
    );
