import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const DEJAVU = 'dejavu-fonts-ttf/ttf/DejaVu';
const NOTO = '@expo-google-fonts/noto-sans-';

/** How a text looks. */
export const FACES = ['sans', 'sans-bold', 'serif', 'serif-bold', 'mono'] as const;
export type Face = (typeof FACES)[number];

const FILES: Readonly<Record<Face, string>> = {
  sans: `${DEJAVU}Sans.ttf`,
  'sans-bold': `${DEJAVU}Sans-Bold.ttf`,
  serif: `${DEJAVU}Serif.ttf`,
  'serif-bold': `${DEJAVU}Serif-Bold.ttf`,
  mono: `${DEJAVU}SansMono.ttf`,
};

/** A script that not every face has, or that is set in a way of its own. */
export interface Script {
  readonly pattern: RegExp;
  readonly isRightToLeft: boolean;
  /** Files of regular and bold letters that have to be shaped; undefined where a `sans` face will do. */
  readonly shaped?: { readonly regular: string; readonly bold: string };
}

/**
 * Latin, Greek, Cyrillic, Armenian and Georgian are in every face. Chinese, Japanese, Korean and the other scripts of
 * India are in none, and show as empty boxes: their fonts are many times as large as this application.
 */
const SCRIPTS: readonly Script[] = [
  { pattern: /^[\p{Script=Arabic}\p{Script=Hebrew}]$/u, isRightToLeft: true },
  {
    pattern: /^\p{Script=Bengali}$/u,
    isRightToLeft: false,
    shaped: {
      regular: `${NOTO}bengali/400Regular/NotoSansBengali_400Regular.ttf`,
      bold: `${NOTO}bengali/700Bold/NotoSansBengali_700Bold.ttf`,
    },
  },
  {
    pattern: /^\p{Script=Devanagari}$/u,
    isRightToLeft: false,
    shaped: {
      regular: `${NOTO}devanagari/400Regular/NotoSansDevanagari_400Regular.ttf`,
      bold: `${NOTO}devanagari/700Bold/NotoSansDevanagari_700Bold.ttf`,
    },
  },
];

type Fonts = Readonly<Record<Face, PDFKit.Mixins.PDFFontSource>>;

let fonts: Fonts | undefined;

/**
 * The faces, opened once for all documents: what is read of a font stays with it, and reading it again for each document
 * would take ten times as long and as much memory.
 */
export async function openFonts(): Promise<Fonts> {
  if (fonts) return fonts;
  const { openSync } = await import('fontkit');
  const opened = FACES.map((face) => [face, openSync(resolve(FILES[face]))]);
  return (fonts = Object.fromEntries(opened) as Fonts);
}

/** The script of a character; undefined for those that every face has. */
export const scriptOf = (character: string): Script | undefined =>
  SCRIPTS.find(({ pattern }) => pattern.test(character));

/** The face that has a script and is most like another. */
export const faceFor = (script: Script | undefined, face: Face): Face => {
  if (!script) return face;
  return isBold(face) ? 'sans-bold' : 'sans';
};

/** The file with the letters of a script that have to be shaped. */
export const shapedFile = ({ regular, bold }: NonNullable<Script['shaped']>, face: Face): string =>
  resolve(isBold(face) ? bold : regular);

const isBold = (face: Face): boolean => face.endsWith('-bold');
