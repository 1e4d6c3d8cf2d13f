import { isChosen, type Category } from './preference.js';
import type { Language, Text } from './texts/index.js';

/** A mail before it has a recipient. */
export interface LaidOutMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Context {
  readonly language: Language;
  readonly category: Category;
  /** Of whoever reads it. */
  readonly name: string;
  /** Where its reader says what mails to send. */
  readonly preferencesUrl: string;
}

/** Lays a text out as a mail: the one look that all mails share. Names and titles are users' input and are escaped. */
export function layOutMail(text: Text, { language, category, name, preferencesUrl }: Context): LaidOutMail {
  const reason = language.because[category];
  const footer = isChosen(category) ? [reason, preferencesUrl] : [reason];
  return {
    subject: text.title,
    text: plainText(text, language.greeting(name), footer),
    html: html(text, language.greeting(name), footer, language.tag),
  };
}

function plainText({ body, list, action, note }: Text, greeting: string, footer: string[]): string {
  const parts = [
    greeting,
    body,
    list?.map((item) => `- ${item}`).join('\n'),
    action && `${action.label}:\n${action.url}`,
    note,
    ['-- ', 'Lyceum', ...footer].join('\n'),
  ];
  return parts.filter(Boolean).join('\n\n');
}

const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:6px;background:#1d4ed8;color:#ffffff;text-decoration:none';

/** Without images, scripts and anything fetched: it looks the same everywhere and tells nobody that it was read. */
function html(text: Text, greeting: string, footer: string[], tag: string): string {
  const { title, body, list, action, note } = text;
  const parts = [
    `<h1 style="font-size:20px">${escape(title)}</h1>`,
    `<p>${escape(greeting)}</p>`,
    `<p>${escape(body)}</p>`,
    list && `<ul>${list.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`,
    action && `<p><a href="${escape(action.url)}" style="${BUTTON}">${escape(action.label)}</a></p>`,
    note && `<p>${escape(note)}</p>`,
    `<p style="color:#6b7280;font-size:13px">${['Lyceum', ...footer].map(escape).join('<br>')}</p>`,
  ];
  return `<!doctype html>
<html lang="${tag}">
<head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="margin:0;padding:24px;font-family:sans-serif;line-height:1.5;color:#111827">
<div style="max-width:560px;margin:0 auto">
${parts.filter(Boolean).join('\n')}
</div>
</body>
</html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
