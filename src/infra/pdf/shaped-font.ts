import { readFileSync } from 'node:fs';

type HarfBuzz = typeof import('harfbuzzjs');

let harfbuzz: HarfBuzz | undefined;
const fonts = new Map<string, ShapedFont>();

/** Before a font is asked for; at first use, because few processes ever need it. */
export async function loadShaper(): Promise<void> {
  harfbuzz ??= await import('harfbuzzjs');
}

interface Glyph {
  /** An SVG path in font units. */
  readonly outline: string;
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

/**
 * Sets scripts in which letters join, move and change with their neighbours. HarfBuzz shapes them and their outlines are
 * drawn: the shaper that PDFKit brings puts the marks of Bengali into wrong places. Readers of the file still find and
 * copy the text.
 */
export class ShapedFont {
  private readonly font: InstanceType<HarfBuzz['Font']>;
  private readonly unitsPerEm: number;

  private constructor(
    private readonly hb: HarfBuzz,
    file: string,
  ) {
    const bytes = readFileSync(file);
    const face = new hb.Face(
      new hb.Blob(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
    );
    this.unitsPerEm = face.upem;
    this.font = new hb.Font(face);
  }

  /** The font of a file, which is read once. */
  static of(file: string): ShapedFont {
    if (!harfbuzz) throw new Error('The shaper is loaded before texts are set.');
    const font = fonts.get(file) ?? new ShapedFont(harfbuzz, file);
    fonts.set(file, font);
    return font;
  }

  widthOf(text: string, size: number): number {
    return (this.shape(text).reduce((sum, { advance }) => sum + advance, 0) * size) / this.unitsPerEm;
  }

  /** @param y the baseline */
  draw(document: PDFKit.PDFDocument, text: string, at: { x: number; y: number; size: number }): void {
    const scale = at.size / this.unitsPerEm;
    document.markContent('Span', { actual: text });
    document.save().translate(at.x, at.y).scale(scale, -scale);
    for (const { outline, advance, dx, dy } of this.shape(text)) {
      if (outline) document.save().translate(dx, dy).path(outline).fill().restore();
      document.translate(advance, 0);
    }
    document.restore();
    document.endMarkedContent();
  }

  private shape(text: string): Glyph[] {
    const buffer = new this.hb.Buffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    this.hb.shape(this.font, buffer);
    const positions = buffer.getGlyphPositions();
    return buffer.getGlyphInfos().map(({ codepoint }, index) => {
      const { xAdvance, xOffset, yOffset } = positions[index]!;
      return { outline: this.font.glyphToPath(codepoint), advance: xAdvance, dx: xOffset, dy: yOffset };
    });
  }
}
