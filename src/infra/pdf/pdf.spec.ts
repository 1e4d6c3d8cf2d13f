import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drawLine, renderPdf } from './index.js';
import { runsOf } from './runs.js';

const OPTIONS = { title: 'Žofie’s certificate', createdAt: new Date('2026-03-02T10:00:00Z') } as const;

/** A page with one line on it. */
const page = (text: string, options: { layout?: 'landscape'; link?: string; width?: number } = {}) =>
  renderPdf(
    (document) =>
      drawLine(document, text, { x: 60, y: 100, size: 24, width: options.width ?? 400, link: options.link }),
    { ...OPTIONS, layout: options.layout },
  );

const fontsIn = (pdf: Buffer) =>
  [
    ...new Set(
      [...pdf.toString('latin1').matchAll(/\/BaseFont \/[A-Z]+\+([\w-]+)/g)].map(([, name]) => name),
    ),
  ].toSorted();

/** The drawing commands of the pages. */
const commandsIn = (pdf: Buffer) =>
  [...pdf.toString('latin1').matchAll(/\/FlateDecode\n>>\nstream\n([\s\S]*?)\nendstream/g)]
    .map(([, stream]) => inflateSync(Buffer.from(stream!, 'latin1')).toString('latin1'))
    .find((stream) => /\bBT\b|\bBDC\b/.test(stream))!;

describe('renderPdf', () => {
  it('makes the same file of the same definition, with its title and its fonts inside', async () => {
    const [first, second] = [await page('Ada Lovelace'), await page('Ada Lovelace')];
    expect(first.equals(second)).toBe(true);
    expect(first.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(first.toString('latin1')).toContain('/DisplayDocTitle true');
    expect(first.toString('latin1')).toContain('(D:20260302100000Z)');
    expect(fontsIn(first)).toEqual(['DejaVuSans']);
  });

  it('turns the page when asked to', async () => {
    expect((await page('x')).toString('latin1')).toContain('[0 0 595.28 841.89]');
    expect((await page('x', { layout: 'landscape' })).toString('latin1')).toContain('[0 0 841.89 595.28]');
  });

  it('fails when the definition does', async () => {
    const failure = new Error('no');
    const rendered = renderPdf(() => {
      throw failure;
    }, OPTIONS);
    await expect(rendered).rejects.toBe(failure);
  });
});

describe('drawLine', () => {
  it.each([
    ['Ελένη Георгий Հայկ', ['DejaVuSans']],
    ['محمد', ['DejaVuSans']],
  ])('sets %s in fonts that know its letters', async (text, fonts) => {
    expect(fontsIn(await page(text))).toEqual(fonts);
  });

  it.each([
    ['রবীন্দ্রনাথ', '09b009ac09c009a809cd09a609cd09b009a809be09a5'],
    ['प्रेमचंद', '092a094d09300947092e091a09020926'],
  ])('draws the letters of %s as they join, and leaves the text to be found', async (text, utf16) => {
    const pdf = await page(text);
    expect(fontsIn(pdf)).toEqual([]);
    const commands = commandsIn(pdf).replaceAll(String.raw`\t`, '\t');
    expect(commands.includes(Buffer.from(`feff${utf16}`, 'hex').toString('latin1'))).toBe(true);
    expect(commands.match(/\bf\b/g)!.length).toBeGreaterThan(5);
  });

  it('makes a long line small enough for its room', async () => {
    const sizeOf = (pdf: Buffer) => Number(/ ([\d.]+) Tf/.exec(commandsIn(pdf))?.[1]);
    expect(sizeOf(await page('x'.repeat(10)))).toBe(24);
    expect(sizeOf(await page('x'.repeat(200)))).toBeLessThan(4);
  });

  it('opens an address', async () => {
    const pdf = await page('Verify', { link: 'https://example.com/verify' });
    expect(pdf.toString('latin1')).toContain('(https://example.com/verify)');
  });
});

describe('runsOf', () => {
  const texts = (line: string) => runsOf(line).map(({ text }) => text);

  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['محمد علي', 'علي محمد'],
    ['דוד בן-גוריון', 'גוריון-בן דוד'],
    ['Dr. محمد علي (PhD)', 'Dr. علي محمد (PhD)'],
  ])('puts the words of %s in the order in which they stand on paper', (line, onPaper) => {
    expect(texts(line).join('')).toBe(onPaper);
  });

  it('leaves marks and joiners with their letter', () => {
    expect(texts('ক\u200dষ')).toEqual(['ক\u200dষ']);
    expect(texts('')).toEqual([]);
  });
});
