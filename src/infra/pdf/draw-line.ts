import { faceFor, shapedFile, type Face } from './fonts.js';
import { runsOf, type Run } from './runs.js';
import { ShapedFont } from './shaped-font.js';

export interface Line {
  /** The left edge of the room that the line has, in points. */
  readonly x: number;
  /** The baseline's height, in points from the top of the page. */
  readonly y: number;
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
  /** In points; smaller if the text wouldn't fit else. */
  readonly size: number;
  readonly face?: Face;
  readonly color?: string;
  /** The address that a click on the line opens. */
  readonly link?: string;
}

/**
 * Writes one line in whatever scripts it has, each in a font that knows it: for names and titles that people chose. What
 * is too long for its room becomes smaller.
 */
export function drawLine(document: PDFKit.PDFDocument, text: string, line: Line): void {
  const { x, y, width, align = 'left', face = 'sans', color = 'black', link } = line;
  const runs = runsOf(text);
  const natural = runs.reduce((sum, run) => sum + widthOf(document, run, face, line.size), 0);
  const size = natural > width ? (line.size * width) / natural : line.size;
  const length = Math.min(natural, width);
  const start = x + { left: 0, center: (width - length) / 2, right: width - length }[align];
  document.fillColor(color);
  let at = start;
  for (const run of runs) {
    draw(document, run, face, { x: at, y, size });
    at += widthOf(document, run, face, size);
  }
  if (link) document.link(start, y - size, length, size * 1.3, link);
}

function widthOf(document: PDFKit.PDFDocument, { text, script }: Run, face: Face, size: number): number {
  if (script?.shaped) return ShapedFont.of(shapedFile(script.shaped, face)).widthOf(text, size);
  return document.font(faceFor(script, face), size).widthOfString(text);
}

function draw(
  document: PDFKit.PDFDocument,
  { text, script }: Run,
  face: Face,
  at: { x: number; y: number; size: number },
): void {
  if (script?.shaped) ShapedFont.of(shapedFile(script.shaped, face)).draw(document, text, at);
  else
    document
      .font(faceFor(script, face), at.size)
      .text(text, at.x, at.y, { lineBreak: false, baseline: 'alphabetic' });
}
