import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figure2 } from '../../src/figures/figure2.ts';
import { powerSpectrumPlot } from '../../src/figures/power-spectrum.ts';
import { CranisError } from '../../src/model/errors.ts';
import { byMultipole } from '../../src/model/spectrum.ts';
import { figureDocument } from '../../src/node/render/document.ts';
import { renderSvg, svgToPdf, svgToPng, writeFigure } from '../../src/node/render/render.ts';
import { svgField, svgSize } from '../../src/node/render/svg-size.ts';
import { sampleFigure2 } from '../figures/samples.ts';

const document = figureDocument();
const figure = figure2(document, sampleFigure2());
const small = powerSpectrumPlot(document, {
  curves: [{ ell: [1, 10], C: byMultipole([1, 10], [1e-5, 1e-8]), color: { category: 1 }, label: 'one' }],
});
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cranis-render-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Png {
  readonly width: number;
  readonly height: number;
  readonly chunks: Readonly<Record<string, Buffer>>;
  /** RGBA rows. */
  readonly pixels: Buffer;
}

/** A strict decoder for 8-bit RGBA without interlace: every checksum, every length, every filter. */
function decodePng(file: Uint8Array): Png {
  const data = Buffer.from(file);
  expect(data.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks: Record<string, Buffer> = {};
  for (let at = 8; at < data.length; ) {
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const body = data.subarray(at + 8, at + 8 + length);
    expect(data.readUInt32BE(at + 8 + length), type).toBe(crc32(data.subarray(at + 4, at + 8 + length)));
    const key = type === 'iTXt' ? `iTXt:${body.toString('latin1', 0, body.indexOf(0))}` : type;
    chunks[key] = Buffer.concat([chunks[key] ?? Buffer.alloc(0), body]);
    at += 12 + length;
  }
  const [width, height] = [chunks.IHDR.readUInt32BE(0), chunks.IHDR.readUInt32BE(4)];
  expect([...chunks.IHDR.subarray(8)]).toEqual([8, 6, 0, 0, 0]);
  const raw = inflateSync(chunks.IDAT);
  const stride = 4 * width;
  expect(raw.length).toBe(height * (stride + 1));
  const pixels = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const a = i < 4 ? 0 : pixels[y * stride + i - 4];
      const b = y === 0 ? 0 : pixels[(y - 1) * stride + i];
      const c = i < 4 || y === 0 ? 0 : pixels[(y - 1) * stride + i - 4];
      const p = a + b - c;
      const paeth = [a, b, c].sort((u, v) => Math.abs(p - u) - Math.abs(p - v))[0];
      const guess = [0, a, b, (a + b) >> 1, paeth][filter];
      pixels[y * stride + i] = raw[y * (stride + 1) + 1 + i] + guess;
    }
  }
  return { width, height, chunks, pixels };
}

function colorsOf({ pixels }: Png): Set<string> {
  const colors = new Set<string>();
  for (let i = 0; i < pixels.length; i += 4) colors.add(`#${pixels.toString('hex', i, i + 3)}`);
  return colors;
}

describe('PNG', () => {
  test.each([1, 2, 3])(
    'at scale %i: size of the figure times the scale, opaque, white ground, the curve’s colour',
    async (scale) => {
      const png = decodePng(await svgToPng(small, { scale }));
      const { width, height } = svgSize(renderSvg(small));
      expect([png.width, png.height]).toEqual([width * scale, height * scale]);
      expect([...png.pixels.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
      for (let i = 3; i < png.pixels.length; i += 4) if (png.pixels[i] !== 255) throw new Error('not opaque');
      if (scale > 1) expect(colorsOf(png)).toContain('#d55e00');
    },
  );

  test('text is drawn with the shipped fonts: without its labels the picture is another', async () => {
    const bare = renderSvg(small).replace(/<text.*?<\/text>/g, '');
    expect(Buffer.from(await svgToPng(bare)).equals(Buffer.from(await svgToPng(small)))).toBe(false);
    const italic = renderSvg(small).replaceAll(' font-style="italic"', '');
    expect(Buffer.from(await svgToPng(italic)).equals(Buffer.from(await svgToPng(small)))).toBe(false);
  });

  test('a character that the fonts lack is drawn as �, not as nothing, and changes no other', async () => {
    const draw = async (text: string) =>
      Buffer.from(
        await svgToPng(
          `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20" font-family="'DejaVu Sans'"><text y="15">${text}</text></svg>`,
        ),
      );
    const [unknown, replacement, blank] = [
      await draw('漢😀x'),
      await draw('\ufffd\ufffdx'),
      await draw('\u00a0\u00a0x'),
    ];
    expect(unknown.equals(replacement)).toBe(true);
    expect(unknown.equals(blank)).toBe(false);
  });

  test('title and parameters are in the file', async () => {
    const { chunks } = decodePng(await svgToPng(figure, { scale: 1 }));
    expect(chunks['iTXt:Title'].toString('utf8')).toContain('Angular power spectrum');
    expect(chunks['iTXt:Description'].toString('utf8')).toContain('"lMax":60');
  });

  test('same figure, same bytes', async () => {
    const again = figure2(figureDocument(), sampleFigure2());
    expect(Buffer.from(await svgToPng(again)).equals(Buffer.from(await svgToPng(figure)))).toBe(true);
  });
});

/** Tests that look into PDF files with poppler-utils; with CI=true their absence is a failure and not a skip. */
const call = (command: string, ...args: string[]) => spawnSync(command, args, { maxBuffer: 1 << 28 });
const poppler = call('pdffonts', '-v').error === undefined;
function needsPoppler(name: string, body: () => Promise<void>): void {
  test.skipIf(!poppler && process.env.CI !== 'true')(
    poppler ? name : `${name} [poppler-utils are not installed]`,
    body,
  );
}

describe('PDF', () => {
  const run = (command: string, ...args: string[]) => {
    const { stdout, stderr, error } = call(command, ...args);
    if (error) throw error;
    expect(stderr.toString()).toBe('');
    return stdout;
  };

  test('same figure, same bytes, now and later', async () => {
    const first = Buffer.from(await svgToPdf(figure));
    await new Promise((resolve) => setTimeout(resolve, 1100)); // a date or an id of the moment would differ
    expect(Buffer.from(await svgToPdf(figure2(figureDocument(), sampleFigure2()))).equals(first)).toBe(true);
    expect(first.toString('latin1')).toContain('D:20000101000000Z');
  });

  needsPoppler('one page of the figure’s size, fonts embedded, none but DejaVu', async () => {
    const path = join(folder, 'fonts.pdf');
    await writeFigure(path, figure);
    const fonts = run('pdffonts', path).toString().trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThanOrEqual(3);
    for (const line of fonts) expect(line).toMatch(/DejaVuSans.*CID TrueType\s+Identity-H\s+yes yes yes/);
    const info = run('pdfinfo', path).toString();
    const { width, height } = svgSize(renderSvg(figure));
    expect(info).toMatch(/^Pages:\s+1$/m);
    const size = /^Page size:\s+([\d.]+) x ([\d.]+) pts/m.exec(info)!;
    expect(Number(size[1])).toBeCloseTo(0.75 * width, 1);
    expect(Number(size[2])).toBeCloseTo(0.75 * height, 1);
    expect(info).toMatch(/Title:.*Angular power spectrum/);
    expect(info).toMatch(/Subject:.*multipole ℓ from 1 to 60/);
    expect(info).toMatch(/Keywords:.*"lMax":60/);
  });

  needsPoppler('its text can be found and copied, symbols included', async () => {
    const path = join(folder, 'text.pdf');
    await writeFigure(path, figure);
    const text = run('pdftotext', path, '-').toString();
    for (const word of ['multipole ℓ', '10⁻⁹', 'digitised', 'α']) expect(text).toContain(word);
  });

  needsPoppler('accents without a width of their own are there, and � for what the fonts lack', async () => {
    const path = join(folder, 'accents.pdf');
    const curve = { ell: [1, 2], C: Float64Array.of(0, 1e-5, 1e-8), color: 'ink', label: 'C̃ ẽ 漢' } as const;
    await writeFigure(path, powerSpectrumPlot(document, { curves: [curve] }));
    expect(run('pdftotext', path, '-').toString().normalize('NFC')).toContain('C̃ ẽ \ufffd');
  });

  needsPoppler('drawn by poppler it has the colours of the curves on white', async () => {
    const path = join(folder, 'drawn.pdf');
    await writeFigure(path, small);
    const ppm = run('pdftoppm', '-r', '192', path);
    const header = /^P6\s+(\d+) (\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 40))!;
    const { width, height } = svgSize(renderSvg(small));
    expect([Number(header[1]), Number(header[2])]).toEqual([2 * width, 2 * height]);
    const body = ppm.subarray(header[0].length);
    const colors = new Set<string>();
    for (let i = 0; i < body.length; i += 3) colors.add(body.toString('hex', i, i + 3));
    expect(body.toString('hex', 0, 3)).toBe('ffffff');
    expect([...colors].some((hex) => hex === 'd55e00')).toBe(true);
  });
});

describe('writeFigure', () => {
  test('chooses by the ending, in either case', async () => {
    for (const name of ['a.svg', 'b.PNG', 'c.pdf']) await writeFigure(join(folder, name), small);
    const start = (name: string) => readFileSync(join(folder, name)).toString('latin1', 0, 5);
    expect(['a.svg', 'b.PNG', 'c.pdf'].map(start)).toEqual(['<?xml', '\x89PNG\r', '%PDF-']);
  });

  test.each(['figure.jpg', 'figure', 'svg'])('does not know what %s shall be', async (name) => {
    await expect(writeFigure(join(folder, name), small)).rejects.toThrow(CranisError);
    await expect(writeFigure(join(folder, name), small)).rejects.toThrow(/cannot tell from its ending/);
  });

  test('a missing folder is told, nothing is written', async () => {
    const before = readdirSync(folder).length;
    await expect(writeFigure(join(folder, 'none', 'a.svg'), small)).rejects.toThrow(/does not exist/);
    expect(readdirSync(folder)).toHaveLength(before);
  });
});

test('importing the writer loads no renderer; each is loaded when its ending is asked for', () => {
  const path = fileURLToPath(new URL('../../src/node/render/render.ts', import.meta.url));
  const script = `
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({ load(url, context, next) { seen.add(url); return next(url, context); } });
    const { svgToPng } = await import(${JSON.stringify(path)});
    const heavy = () => ['plot', 'resvg', 'pdfkit', 'linkedom'].filter((name) => [...seen].some((url) => url.includes('/node_modules/') && url.includes(name)));
    console.log(JSON.stringify(heavy()));
    await svgToPng('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>');
    console.log(JSON.stringify(heavy()));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stdout.trim().split('\n'), stderr).toEqual(['[]', '["resvg"]']);
});

describe('svgSize and svgField', () => {
  test('read what the figure states', () => {
    expect(
      svgSize('<?xml version="1.0"?>\n<svg height="20" width="10.5" viewBox="0 0 1 1"><rect width="3"/></svg>'),
    ).toEqual({ width: 10.5, height: 20 });
    expect(svgField('<svg><title>a &lt; b &amp;amp; "c"</title></svg>', 'title')).toBe('a < b &amp; "c"');
    expect(svgField('<svg/>', 'metadata')).toBeUndefined();
  });

  test.each(['<svg/>', '<svg width="0" height="1"/>', 'no figure'])('%s has no size and throws', (svg) => {
    expect(() => svgSize(svg)).toThrow(RangeError);
  });
});
