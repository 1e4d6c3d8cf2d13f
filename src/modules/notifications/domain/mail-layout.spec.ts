import { describe, expect, it } from 'vitest';
import { layOutMail } from './mail-layout.js';
import type { Category } from './preference.js';
import { languageOf, type Text } from './texts/index.js';

const EVIL = `<script>alert("1")</script> & 'co'`;
const text: Text = {
  title: `Hello ${EVIL}`,
  body: `Body ${EVIL}`,
  list: [`Item ${EVIL}`],
  note: `Note ${EVIL}`,
  action: { label: 'Open', url: 'https://lyceum.example/a?b=1&c="2"' },
};

const PREFERENCES = 'https://lyceum.example/preferences';

const lay = (language = 'en', category: Category = 'progress') =>
  layOutMail(text, { language: languageOf(language), category, name: EVIL, preferencesUrl: PREFERENCES });

describe('the layout of a mail', () => {
  it('shows users’ words as words in HTML', () => {
    const { html } = lay();
    expect(html).not.toContain('<script');
    expect(html.match(/&lt;script&gt;/g)).toHaveLength(6);
    expect(html).toContain('href="https://lyceum.example/a?b=1&amp;c=&quot;2&quot;"');
  });

  it('fetches nothing from anywhere', () => {
    expect(lay().html).not.toMatch(/<(img|link|script|iframe)|url\(/);
  });

  it('says the same in plain text, links in full', () => {
    const { text: plain, subject } = lay();
    expect(subject).toBe(text.title);
    for (const part of [text.body, text.list![0]!, text.note!, text.action!.url])
      expect(plain).toContain(part);
  });

  it('says why it came, and where that is chosen if it is', () => {
    for (const part of [lay().text, lay().html]) {
      expect(part).toContain('Your preferences say what you are told of.');
      expect(part).toContain(PREFERENCES);
    }
    const { text: plain, html } = lay('en', 'security');
    for (const part of [plain, html]) {
      expect(part).toContain('it concerns the safety of your account');
      expect(part).not.toContain(PREFERENCES);
    }
  });

  it.each(['en', 'en-GB', 'EN', 'xx', ''])('speaks English to those who asked for %j', (language) => {
    expect(lay(language).html).toContain('<html lang="en">');
  });
});
