import { fontOf, type Face } from './fonts.js';
import { runsOf, type Run } from './runs.js';

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
  const natural = lengthOf(document, runs, face, line.size);
  const size = natural > width ? (line.size * width) / natural : line.size;
  const length = Math.min(natural, width);
  const start = x + { left: 0, center: (width - length) / 2, right: width - length }[align];
  document.fillColor(color);
  let at = start;
  for (const run of runs) {
    document.font(fontOf(run.script, face), size);
    document.text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' });
    at += document.widthOfString(run.text);
  }
  if (link) document.link(start, y - size, length, size * 1.3, link);
}

function lengthOf(document: PDFKit.PDFDocument, runs: readonly Run[], face: Face, size: number): number {
  return runs.reduce(
    (sum, { text, script }) => sum + document.font(fontOf(script, face), size).widthOfString(text),
    0,
  );
}
