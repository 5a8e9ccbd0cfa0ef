/** SVG → PDF by pdfkit: vectors, embedded fonts, and a fixed date and id, so that the same figure gives the same file. */
import PDFDocument from 'pdfkit';
import SVGtoPDF from 'svg-to-pdfkit';
import { inKnownCharacters } from '../../figures/font-metrics.ts';
import { fontFiles } from './fonts.ts';
import { svgField, svgSize } from './svg-size.ts';

const POINTS_PER_PX = 0.75;

/** A PDF file has to state a date; pdfkit derives the file's id from it too. */
const DATE = new Date('2000-01-01T00:00:00Z');

export async function pdfOf(svg: string): Promise<Uint8Array> {
  const { width, height } = svgSize(svg);
  const fonts = fontFiles();
  const description = svgField(svg, 'desc');
  const metadata = svgField(svg, 'metadata');
  const document = new PDFDocument({
    size: [width * POINTS_PER_PX, height * POINTS_PER_PX],
    margin: 0,
    font: fonts.regular,
    info: {
      Title: svgField(svg, 'title') ?? 'cranis',
      Creator: 'cranis',
      CreationDate: DATE,
      ModDate: DATE,
      ...(description === undefined ? {} : { Subject: description }),
      ...(metadata === undefined ? {} : { Keywords: metadata }),
    },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  for (const path of Object.values(fonts)) keepAccents(document, path);
  const warnings: string[] = [];
  SVGtoPDF(document, inKnownCharacters(svg), 0, 0, {
    width: width * POINTS_PER_PX,
    height: height * POINTS_PER_PX,
    assumePt: false,
    fontCallback: (_family, bold, italic) =>
      fonts[bold ? (italic ? 'boldItalic' : 'bold') : italic ? 'italic' : 'regular'],
    warningCallback: (warning) => warnings.push(warning),
  });
  document.end();
  await finished;
  if (warnings.length > 0) throw new Error(`pdfOf: ${warnings.join('; ')}`);
  return Buffer.concat(chunks);
}

/** What pdfkit knows of one glyph of a text, in thousandths of the font size. */
interface GlyphPlace {
  readonly advanceWidth: number;
  readonly yOffset: number;
}

/**
 * svg-to-pdfkit leaves out glyphs of zero width, such as the tilde of C̃, and moves glyphs down where the font says up. Give
 * them a width too small to be seen, and turn their offset round.
 */
function keepAccents(document: PDFKit.PDFDocument, path: string): void {
  const { _font: font } = document.font(path) as unknown as {
    readonly _font: { encode(text: string): [string[], GlyphPlace[]] };
  };
  const encode = font.encode.bind(font);
  font.encode = (text) => {
    const [glyphs, places] = encode(text);
    const mended = places.map((place) =>
      place.advanceWidth === 0 ? { ...place, advanceWidth: 1e-3, yOffset: -place.yOffset } : place,
    );
    return [glyphs, mended];
  };
}
