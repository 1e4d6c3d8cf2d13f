import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.js';
import { richText } from './rich-text.js';

describe('plain text', () => {
  it.each([
    ['  Ada\t\n Lovelace ', 'Ada Lovelace'],
    ['a < b && c > d, I <3 it', 'a < b && c > d, I <3 it'],
    ['<b>bold</b> and <!-- hidden --><script src=x>alert(1)</script>', 'bold and alert(1)'],
    ['<<b>script>alert(1)<</b>/script>', '< script>alert(1)< /script>'],
    ['<img src=x onerror=alert(1)', '< img src=x onerror=alert(1)'],
    ['\u202Egnp.exe\u0000\u0007', 'gnp.exe'],
    ['e\u0301', 'é'],
    ['👩\u200d💻', '👩\u200d💻'],
    ['&lt;script&gt;', '&lt;script&gt;'],
  ])('of %j is %j', (written, text) => {
    expect(plainText(written)).toBe(text);
    expect(plainText(text)).toBe(text);
  });

  it('keeps paragraphs where they are meant', () => {
    expect(plainText('one\r\n\r\n  two', { lines: true })).toBe('one\n\n  two');
  });

  it('never leaves what a browser takes for a tag, however it is nested', () => {
    for (const depth of [1, 2, 5, 40]) {
      const nested = '<'.repeat(depth) + 'b>'.repeat(depth) + '<img onerror=x>';
      expect(plainText(nested)).not.toMatch(/<[a-z/!?]/i);
    }
  });
});

describe('rich text', () => {
  it('keeps what documents are made of', () => {
    const html =
      '<h2>Loops</h2><p>Use <code class="language-js">for</code>, <em>mostly</em>.</p><ul><li>One</li></ul>';
    expect(richText(html)).toBe(html);
  });

  it.each([
    ['<script>alert(1)</script>ok', 'ok'],
    ['<p onclick="alert(1)" style="position:fixed">ok</p>', '<p>ok</p>'],
    ['<img src="x" onerror="alert(1)" />', '<img src="x" />'],
    ['<svg><animate onbegin=alert(1)></svg>', ''],
    ['<iframe src="https://evil.example"></iframe>', ''],
    ['<code class="language-js evil">x</code>', '<code class="language-js">x</code>'],
    ['<img src="data:image/svg+xml,evil" />', '<img />'],
  ])('of %j is %j', (written, html) => {
    expect(richText(written)).toBe(html);
  });

  it.each([
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    '//evil.example',
  ])('has no link to %j', (href) => {
    expect(richText(`<a href="${href}">x</a>`)).toBe('<a rel="noopener noreferrer nofollow">x</a>');
  });

  it('gives links no hold of the page', () => {
    expect(richText('<a href="https://example.com" target="_top" rel="opener">x</a>')).toBe(
      '<a href="https://example.com" rel="noopener noreferrer nofollow">x</a>',
    );
  });

  it('does not change when it is cleaned again', () => {
    const once = richText('<p>1 &lt; 2 & "three" <b>four</p>');
    expect(richText(once)).toBe(once);
  });
});
