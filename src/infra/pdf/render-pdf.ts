import { once } from 'node:events';
import { FACES, openFonts } from './fonts.js';
import { loadShaper } from './shaped-font.js';

export interface PdfOptions {
  readonly title: string;
  readonly layout?: 'portrait' | 'landscape';
  /** What the file says of its making; the same definition and date give the same bytes. */
  readonly createdAt: Date;
}

/**
 * Makes a PDF file of one or more A4 pages, in memory: certificates and receipts are small.
 *
 * @param definition draws on the document. The faces `sans`, `sans-bold`, `serif`, `serif-bold` and `mono` are there
 * (`document.font('sans', 10)`); what people have written is drawn with `drawLine`, which knows other scripts.
 */
export async function renderPdf(
  definition: (document: PDFKit.PDFDocument) => void,
  { title, layout = 'portrait', createdAt }: PdfOptions,
): Promise<Buffer> {
  // At first use, because few processes ever make one.
  const [{ default: PDFDocument }, fonts] = await Promise.all([import('pdfkit'), openFonts(), loadShaper()]);
  const document = new PDFDocument({
    size: 'A4',
    layout,
    margin: 56,
    lang: 'en',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Author: 'Lyceum', Producer: 'Lyceum', Creator: 'Lyceum', CreationDate: createdAt },
    // None of the built-in fonts: they know Western letters only.
    font: '',
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = once(document, 'end');
  for (const face of FACES) document.registerFont(face, fonts[face]);
  document.font('sans', 11);
  definition(document);
  document.end();
  await finished;
  return Buffer.concat(chunks);
}
