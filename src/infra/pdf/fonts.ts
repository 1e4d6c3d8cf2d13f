import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const DEJAVU = 'dejavu-fonts-ttf/ttf/';
const NOTO = (script: string, weight: number) =>
  `@fontsource/noto-sans-${script}/files/noto-sans-${script}-${script}-${weight}-normal.woff`;

/** How a text looks. */
export const FACES = ['sans', 'sans-bold', 'serif', 'serif-bold', 'mono'] as const;
export type Face = (typeof FACES)[number];

const FILES: Readonly<Record<Face, string>> = {
  sans: `${DEJAVU}DejaVuSans.ttf`,
  'sans-bold': `${DEJAVU}DejaVuSans-Bold.ttf`,
  serif: `${DEJAVU}DejaVuSerif.ttf`,
  'serif-bold': `${DEJAVU}DejaVuSerif-Bold.ttf`,
  mono: `${DEJAVU}DejaVuSansMono.ttf`,
};

interface Script {
  readonly pattern: RegExp;
  /** The files of its regular and its bold letters. */
  readonly files: readonly [string, string];
  readonly isRightToLeft?: boolean;
}

/**
 * Scripts that not every face has. Latin, Greek, Cyrillic, Armenian and Georgian are in all of them; Chinese, Japanese,
 * Korean and the other scripts of India are in none, and show as empty boxes.
 */
const SCRIPTS: Readonly<Record<string, Script>> = {
  bengali: { pattern: /^\p{Script=Bengali}$/u, files: [NOTO('bengali', 400), NOTO('bengali', 700)] },
  devanagari: {
    pattern: /^\p{Script=Devanagari}$/u,
    files: [NOTO('devanagari', 400), NOTO('devanagari', 700)],
  },
  arabic: { pattern: /^\p{Script=Arabic}$/u, files: [FILES.sans, FILES['sans-bold']], isRightToLeft: true },
  hebrew: { pattern: /^\p{Script=Hebrew}$/u, files: [FILES.sans, FILES['sans-bold']], isRightToLeft: true },
};

/** Gives a document all faces by name. A file is read when its face is first used. */
export function registerFonts(document: PDFKit.PDFDocument): void {
  for (const [face, file] of Object.entries(FILES)) document.registerFont(face, resolve(file));
  for (const [script, { files }] of Object.entries(SCRIPTS)) {
    document.registerFont(script, resolve(files[0]));
    document.registerFont(`${script}-bold`, resolve(files[1]));
  }
}

/** The script that a character needs a font of its own for; undefined for those that every face has. */
export const scriptOf = (character: string): string | undefined =>
  Object.keys(SCRIPTS).find((script) => SCRIPTS[script]!.pattern.test(character));

export const isRightToLeft = (script: string | undefined): boolean =>
  script !== undefined && SCRIPTS[script]!.isRightToLeft === true;

/** The font in which a script is set where the text around it has a face. */
export const fontOf = (script: string | undefined, face: Face): string => {
  if (script === undefined) return face;
  return face.endsWith('-bold') ? `${script}-bold` : script;
};
