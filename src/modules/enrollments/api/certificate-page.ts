import { hash } from 'node:crypto';
import type { CertificateDto } from './certificate.dto.js';

const STYLE = `
:root { color-scheme: light dark; font-family: Georgia, 'Times New Roman', serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f3f1ea, #14181f); color: light-dark(#1b2a41, #e8e6df); }
main { max-width: 40rem; margin: 1.5rem; padding: 2.5rem 2rem; text-align: center; background: light-dark(#fffdf8, #1d232d); border: 2px solid #b08d2e; border-radius: 6px; }
.state { display: inline-block; padding: .35rem 1rem; border-radius: 99px; font: 600 1rem system-ui, sans-serif; color: #fff; }
.valid { background: #1a7f4b; } .revoked { background: #b3261e; }
h1 { font-size: 1rem; letter-spacing: .12em; text-transform: uppercase; color: #b08d2e; }
.holder { font-size: 2.2rem; margin: .5rem 0; overflow-wrap: anywhere; } .course { font-size: 1.4rem; font-weight: bold; margin: .5rem 0 1.5rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: .4rem 1rem; font: .95rem system-ui, sans-serif; text-align: left; }
dt { opacity: .7; text-align: right; } dd { margin: 0; overflow-wrap: anywhere; } code { font-size: 1.05em; }
`;

/** Nothing but this one style sheet is loaded, run or framed. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!);
const day = (iso: string): string => DATE.format(new Date(iso));

const STATES = {
  valid: 'Valid certificate',
  revoked: 'Revoked: this certificate does not count any more',
};

/** The page on which a guest sees whether a certificate is genuine. Everything in it that people wrote is escaped. */
export function certificatePage(certificate: CertificateDto): string {
  const { code, state, holderName, courseTitle, instructorName, completedAt, issuedAt, revokedAt } =
    certificate;
  const facts = [
    ['Completed', day(completedAt)],
    ['Issued', day(issuedAt)],
    ...(revokedAt ? [['Revoked', day(revokedAt)]] : []),
    ...(instructorName ? [['Instructor', instructorName]] : []),
  ] as [string, string][];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(`${holderName}: ${courseTitle}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Certificate of Completion</h1>
<p class="holder" dir="auto">${escape(holderName)}</p>
<p>has completed the course</p>
<p class="course" dir="auto">${escape(courseTitle)}</p>
<p><span class="state ${state}">${STATES[state]}</span></p>
<dl>
${facts.map(([term, fact]) => `<dt>${term}</dt><dd dir="auto">${escape(fact)}</dd>`).join('\n')}
<dt>Code</dt><dd><code>${escape(code)}</code></dd>
</dl>
</main>
</body>
</html>
`;
}
