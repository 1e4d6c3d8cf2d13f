import { scriptOf, type Script } from './fonts.js';

/** A stretch of text in one script. */
export interface Run {
  readonly text: string;
  /** Undefined where every face will do. */
  readonly script: Script | undefined;
}

/** Marks and joiners belong to the letter before them. */
const BELONGS_TO_LETTER = /^[\p{M}\u200c\u200d]$/u;
const SPACE = /^\s+$/;
/** Spaces, hyphens and the like have no direction of their own. */
const NEUTRAL = /^[^\p{L}\p{N}]+$/u;

/**
 * Cuts a line into stretches that can be set in one font, in the order in which they stand on paper: words of scripts
 * that run from right to left come in reverse.
 */
export const runsOf = (line: string): Run[] => reorder(split(line.normalize('NFC')));

function split(line: string): Run[] {
  const runs: { text: string; script: Script | undefined }[] = [];
  for (const character of line) {
    const last = runs.at(-1);
    const script = last && BELONGS_TO_LETTER.test(character) ? last.script : scriptOf(character);
    const isSpace = SPACE.test(character);
    if (last && last.script === script && SPACE.test(last.text) === isSpace) last.text += character;
    else runs.push({ text: character, script });
  }
  return runs;
}

function reorder(runs: readonly Run[]): Run[] {
  const ordered: Run[] = [];
  for (let start = 0; start < runs.length;) {
    let end = start + 1;
    if (isRightToLeft(runs[start]))
      while (joins(runs[end], runs[end + 1])) end += isNeutral(runs[end]!) ? 2 : 1;
    ordered.push(...runs.slice(start, end).toReversed());
    start = end;
  }
  return ordered;
}

/** Whether a group of right-to-left words goes on, directly or over a space or hyphen. */
const joins = (next: Run | undefined, afterNext: Run | undefined): boolean =>
  next !== undefined && (isRightToLeft(next) || (isNeutral(next) && isRightToLeft(afterNext)));

const isRightToLeft = (run: Run | undefined): boolean => run?.script?.isRightToLeft === true;

const isNeutral = ({ text }: Run): boolean => NEUTRAL.test(text);
