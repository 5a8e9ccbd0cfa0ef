/** SVG → PNG by resvg, with the fonts of the package only: the same bytes on every machine. */
import { crc32 } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { inKnownCharacters } from '../../figures/font-metrics.ts';
import { FONT_FAMILY, fontFiles } from './fonts.ts';
import { svgField } from './svg-size.ts';

export interface PngOptions {
  /** Pixels of the picture per px of the figure, default 3 (288 per inch). */
  readonly scale?: number;
}

/** The picture as a PNG file; title and metadata of the SVG are kept as text in it. */
export function pngOf(svg: string, { scale = 3 }: PngOptions = {}): Uint8Array {
  const resvg = new Resvg(inKnownCharacters(svg), {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(fontFiles()),
      defaultFontFamily: FONT_FAMILY,
      sansSerifFamily: FONT_FAMILY,
    },
  });
  const png = resvg.render().asPng();
  const texts = [
    ['Title', svgField(svg, 'title')],
    ['Description', svgField(svg, 'metadata')],
  ] as const;
  const chunks = texts.flatMap(([key, text]) => (text === undefined ? [] : [textChunk(key, text)]));
  // Text may stand after the signature (8 bytes) and IHDR (25 bytes).
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

/** An uncompressed iTXt chunk: keyword, UTF-8 text (PNG specification, 11.3.3.4). */
function textChunk(keyword: string, text: string): Buffer {
  const body = Buffer.concat([
    Buffer.from('iTXt'),
    Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'),
    Buffer.from(text, 'utf8'),
  ]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
