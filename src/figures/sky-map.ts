/** A HEALPix map of the whole sky in Mollweide's projection, with graticule and colour bar. */
import { geoGraticule, geoPath } from 'd3-geo';
import { CranisError } from '../model/errors.ts';
import { FRAMES, type Frame } from '../sky/frame.ts';
import { rangeText, sentences } from './describe.ts';
import { labelWidth } from './font-metrics.ts';
import { pngAddress } from './indexed-png.ts';
import { mollweide, skyRaster } from './mollweide.ts';
import { captionLines, LINE, page, textLines } from './page.ts';
import { colorHex, divergingHex } from './palette.ts';
import { element } from './svg.ts';
import { formatNumber, join, type Label, markup, words } from './text.ts';
import { textElement } from './text-element.ts';
import { THEME } from './theme.ts';
import { axisTicks, type Domain } from './ticks.ts';

export interface SkyMapData {
  /** One value a pixel, ring order. */
  readonly values: ArrayLike<number>;
  /** 0 where a pixel has no data, whatever its value: drawn in grey. All have if it is left out. */
  readonly seen?: ArrayLike<number>;
  /** What longitude and latitude are: the graticule is labelled by their symbols. Without it by degrees alone. */
  readonly frame?: Frame | undefined;
  readonly title: Label;
  /** What the map shows, for those who do not see it. Default: projection, range of the colours and of the values in words, and the caption. */
  readonly description?: string;
  /** Of the colour bar: what the values are, and their unit. */
  readonly quantity: Label;
  /** Default: symmetric about zero for values of both signs, else from the least to the largest. */
  readonly domain?: Domain;
  readonly caption?: readonly Label[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** px */
  readonly width?: number;
}

const OUTER = 8;
const BAR = { height: 10, width: 0.56 } as const;
/** Points of the raster for each px of the figure. */
const FINENESS = 2;
/** Colours, two below the most that a palette holds: the last are that of what is not seen, and the paper. */
const COLORS = 254;
const UNSEEN_GREY = '#c4c4c4';

export function skyMap(document: Document, data: SkyMapData): SVGSVGElement {
  const { values, seen, frame, title, quantity, caption = [], metadata, width = THEME.widths.double } = data;
  const extremes = extremesOf(values, seen);
  const domain = data.domain ?? naturalDomain(extremes);
  const diverging = domain[0] < 0 && domain[1] > 0;
  const colorAt = (place: number) =>
    diverging ? divergingHex(divergingPlace(place, domain)) : colorHex({ ramp: place });
  const mapWidth = width - 2 * OUTER;
  const parts: SVGElement[] = [];
  const { title: size } = THEME.sizes;
  const heading = textLines(document, [title], { x: OUTER, first: OUTER + size, width: mapWidth, size, bold: true });
  parts.push(...heading.parts);
  let top = heading.next - LINE * size + 8;

  parts.push(sky(document, values, seen, frame, domain, colorAt, mapWidth, top));
  top += mapWidth / 2 + 14;

  parts.push(
    ...colorBar(document, domain, colorAt, {
      left: width / 2 - (BAR.width * width) / 2,
      top,
      width: BAR.width * width,
    }),
  );
  top += BAR.height + 8 + THEME.sizes.tick + THEME.sizes.axis + 4;
  parts.push(textElement(document, quantity, { x: width / 2, y: top, size: THEME.sizes.axis, anchor: 'middle' }));
  const foot = captionLines(document, caption, { x: OUTER, top: top + 6, width: mapWidth });
  parts.push(...foot.parts);
  return page(
    document,
    {
      width,
      height: Math.ceil(foot.bottom + OUTER),
      title: words(title),
      description: data.description ?? `${describe(data, domain, extremes)} ${sentences(caption)}`.trim(),
      metadata,
    },
    parts,
  );
}

function describe({ values, seen, quantity }: SkyMapData, domain: Domain, extremes: Domain): string {
  const share = seen ? Array.from(seen).filter((weight) => weight !== 0).length / values.length : 1;
  return [
    'The sky in Mollweide’s projection: north up, longitude 0 in the middle and growing to the left.',
    `Colours: ${words(quantity)} ${rangeText(domain)}; values ${rangeText(extremes)}.`,
    ...(share < 1 ? [`${formatNumber(100 * share)} % of the pixels have data, the others are grey.`] : []),
  ].join(' ');
}

/** The least and the largest value that is seen. */
function extremesOf(values: ArrayLike<number>, seen: ArrayLike<number> | undefined): Domain {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let p = 0; p < values.length; p++) {
    if (seen && !seen[p]) continue;
    const value = values[p];
    if (!Number.isFinite(value)) {
      throw new CranisError(`pixel ${p} of the map is ${value}`, {
        where: 'map',
        hint: 'a picture needs finite values',
      });
    }
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) throw new CranisError('no pixel of the map has data', { where: 'map', hint: 'give another mask' });
  return [low, high];
}

/** Symmetric where there are both signs, so that zero has the neutral colour. */
function naturalDomain([low, high]: Domain): Domain {
  if (low < 0 && high > 0) return [-Math.max(-low, high), Math.max(-low, high)];
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}

/** −1 … 1 with zero in the middle. */
function divergingPlace(place: number, [low, high]: Domain): number {
  const value = low + place * (high - low);
  return value / Math.max(-low, high);
}

function sky(
  document: Document,
  values: ArrayLike<number>,
  seen: ArrayLike<number> | undefined,
  frame: Frame | undefined,
  [low, high]: Domain,
  colorAt: (place: number) => string,
  width: number,
  top: number,
): SVGElement {
  const raster = skyRaster(values.length, Math.round(FINENESS * width));
  const ramp = Array.from({ length: COLORS }, (_, i) => colorAt(i / (COLORS - 1)));
  const palette = [...ramp, UNSEEN_GREY, THEME.background];
  const index = Uint8Array.from({ length: values.length }, (_, p) =>
    seen && !seen[p]
      ? COLORS
      : Math.min(COLORS - 1, Math.max(0, Math.round(((values[p] - low) / (high - low)) * (COLORS - 1)))),
  );
  const pixels = Uint8Array.from(raster.pixel, (p) => (p < 0 ? COLORS + 1 : index[p]));
  const projection = mollweide(width);
  const path = geoPath(projection).digits(2);
  const graticule = geoGraticule().step([60, 30]);
  return element(document, 'g', { transform: `translate(${OUTER},${top})` }, [
    element(document, 'image', {
      x: 0,
      y: 0,
      width,
      height: width / 2,
      preserveAspectRatio: 'none',
      'image-rendering': 'optimizeSpeed',
      href: pngAddress({ width: raster.width, height: raster.height, pixels, palette }),
    }),
    element(document, 'path', {
      d: path(graticule())!,
      fill: 'none',
      stroke: THEME.ink,
      'stroke-width': 0.5,
      'stroke-opacity': 0.35,
    }),
    // Wide enough to cover the steps of the raster's edge.
    element(document, 'path', { d: path({ type: 'Sphere' })!, fill: 'none', stroke: THEME.ink, 'stroke-width': 1.4 }),
    ...graticuleLabels(document, projection, frame),
  ]);
}

/**
 * Longitudes along the equator, on a light ground; latitudes beside the ellipse. The one in the middle and the uppermost
 * one say which longitude and latitude they are.
 */
function graticuleLabels(
  document: Document,
  projection: ReturnType<typeof mollweide>,
  frame: Frame | undefined,
): SVGElement[] {
  const size = 8.5;
  const [longitudeIs, latitudeIs] = frame ? FRAMES[frame].symbols.map((symbol) => markup(`*${symbol}* = `)) : [[], []];
  const longitudes = [120, 60, 0, -60, -120].flatMap((longitude) => {
    const [x, y] = projection([longitude, 0])!;
    const text = join(longitude === 0 ? longitudeIs : [], `${(longitude + 360) % 360}°`);
    const ground = { x: x + 2, y: y - size - 3.5, width: labelWidth(text, size) + 4, height: size + 2.5 };
    return [
      element(document, 'rect', { ...ground, fill: THEME.background, 'fill-opacity': 0.7 }),
      textElement(document, text, { x: x + 4, y: y - 3, size }),
    ];
  });
  const latitudes = [60, 30, -30, -60].map((latitude) => {
    const [x, y] = projection([179.999, latitude])!;
    const text = join(latitude === 60 ? latitudeIs : [], `${latitude > 0 ? '+' : '−'}${Math.abs(latitude)}°`);
    return textElement(document, text, { x: x - 4, y: y + (latitude > 0 ? -1 : size - 1), size, anchor: 'end' });
  });
  return [...longitudes, ...latitudes];
}

function colorBar(
  document: Document,
  domain: Domain,
  colorAt: (place: number) => string,
  { left, top, width }: { left: number; top: number; width: number },
): SVGElement[] {
  const { major, format } = axisTicks('linear', domain, 7);
  const at = (value: number) => left + (width * (value - domain[0])) / (domain[1] - domain[0]);
  const wide = Math.max(...major.map((value) => labelWidth(format(value), THEME.sizes.tick)));
  const shown = wide * major.length > 0.9 * width ? major.filter((_, i) => i % 2 === 0) : major;
  return [
    // A picture one point high. A gradient would need an id, and ids clash when two figures share a page.
    element(document, 'image', {
      x: left,
      y: top,
      width,
      height: BAR.height,
      preserveAspectRatio: 'none',
      href: pngAddress({
        width: COLORS,
        height: 1,
        pixels: Uint8Array.from({ length: COLORS }, (_, i) => i),
        palette: Array.from({ length: COLORS }, (_, i) => colorAt(i / (COLORS - 1))),
      }),
    }),
    element(document, 'rect', {
      x: left,
      y: top,
      width,
      height: BAR.height,
      fill: 'none',
      stroke: THEME.ink,
      'stroke-width': 0.7,
    }),
    ...shown.flatMap((value) => [
      element(document, 'path', {
        d: `M${at(value).toFixed(2)},${(top + BAR.height).toFixed(2)}v4`,
        stroke: THEME.ink,
        'stroke-width': 0.7,
        fill: 'none',
      }),
      textElement(document, format(value), {
        x: at(value),
        y: top + BAR.height + 5 + THEME.sizes.tick,
        size: THEME.sizes.tick,
        anchor: 'middle',
      }),
    ]),
  ];
}
