/** SVG → PDF by pdfkit: vectors, embedded fonts, and no date or id of its own, so that the same figure is the same file. */
import PDFDocument from 'pdfkit';
import SVGtoPDF from 'svg-to-pdfkit';
import { fontFiles } from './fonts.ts';
import { svgField, svgSize } from './svg-size.ts';

const POINTS_PER_PX = 0.75;

/** A file's dates have to be something; pdfkit derives the file's id from this too. */
const DATE = new Date('2000-01-01T00:00:00Z');

export async function pdfOf(svg: string): Promise<Uint8Array> {
  const { width, height } = svgSize(svg);
  const fonts = fontFiles();
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
      ...(metadata === undefined ? {} : { Keywords: metadata }),
    },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  const warnings: string[] = [];
  SVGtoPDF(document, svg, 0, 0, {
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
