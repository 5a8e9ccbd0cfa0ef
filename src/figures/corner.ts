/** Corner plots: each parameter's posterior on the diagonal, each pair's below it. */
import { along, back } from './axis-data.ts';
import { drawDiagonal, drawPair } from './corner-cells.ts';
import { sentences } from './describe.ts';
import { labelWidth } from './font-metrics.ts';
import { captionLines, LINE, page, textLines } from './page.ts';
import { formatNumber, join, type Label, words } from './text.ts';
import { textElement } from './text-element.ts';
import { THEME } from './theme.ts';
import { axisTicks, type Domain, type ScaleKind, type Ticks } from './ticks.ts';

export interface CornerParameter {
  readonly symbol: Label;
  readonly unit?: Label;
  readonly scale: ScaleKind;
  readonly samples: Float64Array;
  /** Values at the 16, 50 and 84 % quantiles. */
  readonly interval: readonly [number, number, number];
  /** The best fit, marked. */
  readonly best?: number;
  /** Where the prior ends, so that the axis does not go beyond. */
  readonly range: Domain;
}

export interface CornerSpec {
  readonly parameters: readonly CornerParameter[];
  readonly title?: Label;
  /** What the figure shows, for those who do not see it. Default: medians, intervals and best fits in words, and the caption. */
  readonly description?: string;
  readonly caption?: readonly Label[];
  readonly width?: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A parameter and its axis. */
export interface CornerAxis extends CornerParameter {
  readonly domain: Domain;
  readonly ticks: Ticks;
  /** Samples and ends of the domain as positions along the axis. */
  readonly positions: Float64Array;
  readonly ends: Domain;
}

const OUTER = 8;
/** A cell narrower than this has no room for its value above it. */
const LEAST_CELL = 172;
const HEAD = THEME.sizes.panel * 1.7;

export function corner(document: Document, spec: CornerSpec): SVGSVGElement {
  const n = spec.parameters.length;
  if (n === 0) throw new RangeError('corner: a figure needs at least one parameter');
  const width = spec.width ?? (n === 1 ? THEME.widths.single : Math.max(THEME.widths.double, 90 + n * LEAST_CELL));
  const rough = (width - 90) / n;
  const axes = spec.parameters.map((parameter) => fittingAxis(parameter, rough));
  const titles = axes.map(({ symbol, unit }) => (unit === undefined ? symbol : join(symbol, ' / ', unit)));
  const tickWidth = Math.max(
    0,
    ...axes
      .slice(1)
      .flatMap(({ ticks }) => ticks.major.map((value) => labelWidth(ticks.format(value), THEME.sizes.tick))),
  );
  const left = OUTER + (n > 1 ? THEME.sizes.axis + 10 + tickWidth + 8 : 4);
  const gap = HEAD; // room for the value above each diagonal cell
  const size = (width - left - OUTER - (n - 1) * gap) / n;

  const parts: SVGElement[] = [];
  const { title: titleSize } = THEME.sizes;
  const room = width - 2 * OUTER;
  const heading = spec.title === undefined ? [] : [spec.title];
  const title = textLines(document, heading, {
    x: OUTER,
    first: OUTER + LINE * titleSize,
    width: room,
    size: titleSize,
    bold: true,
  });
  parts.push(...title.parts);
  let top = title.next - LINE * titleSize + HEAD;
  axes.forEach((rowAxis, row) => {
    const y = top + row * (size + gap);
    axes.slice(0, row + 1).forEach((columnAxis, column) => {
      const place = { left: left + column * (size + gap), top: y, size };
      const labels = { x: row === n - 1, y: column === 0 && row > 0 };
      parts.push(
        row === column
          ? drawDiagonal(document, columnAxis, place, labels)
          : drawPair(document, columnAxis, rowAxis, place, labels),
      );
      if (row === column) {
        parts.push(
          textElement(document, valueText(columnAxis), {
            x: place.left + size / 2,
            y: y - 0.5 * THEME.sizes.panel,
            size: THEME.sizes.legend,
            anchor: 'middle',
          }),
        );
      }
      if (labels.x) {
        parts.push(
          textElement(document, titles[column], {
            x: place.left + size / 2,
            y: y + size + 8 + THEME.sizes.tick + 8 + THEME.sizes.axis,
            size: THEME.sizes.axis,
            anchor: 'middle',
          }),
        );
      }
      if (labels.y) {
        parts.push(
          textElement(document, titles[row], {
            x: OUTER + THEME.sizes.axis,
            y: y + size / 2,
            size: THEME.sizes.axis,
            anchor: 'middle',
            rotate: -90,
          }),
        );
      }
    });
  });
  top += n * (size + gap) + THEME.sizes.tick + THEME.sizes.axis + 14;
  const caption = captionLines(document, spec.caption ?? [], { x: OUTER, top, width: room });
  parts.push(...caption.parts);
  return page(
    document,
    {
      width,
      height: Math.ceil(caption.bottom + OUTER),
      title: words(spec.title ?? join('Posterior of ', parameterList(axes))),
      description: spec.description ?? `${describe(axes)} ${sentences(spec.caption ?? [])}`.trim(),
      metadata: spec.metadata,
    },
    parts,
  );
}

const parameterList = (axes: readonly CornerAxis[]): Label =>
  axes.flatMap(({ symbol }, i) => join(i === 0 ? '' : ', ', symbol));

function describe(axes: readonly CornerAxis[]): string {
  const each = axes.map(({ symbol, unit, interval: [low, middle, high], best }) => {
    const [a, b, c] = [low, middle, high].map((value) => formatNumber(value));
    const measured = unit === undefined ? '' : ` ${words(unit)}`;
    const fit = best === undefined ? '' : `, best fit ${formatNumber(best)}`;
    return `${words(symbol)}: median ${b}${measured}, 68 % from ${a} to ${c}${fit}.`;
  });
  const pairs = axes.length > 1 ? '; below the diagonal each pair’s, with the regions of 68 % and 95 %' : '';
  return `Posterior density of each parameter, from ${axes[0].samples.length} samples${pairs}. ${each.join(' ')}`;
}

/** The axis with as many ticks as there is room for their labels within `size` px. */
function fittingAxis(parameter: CornerParameter, size: number): CornerAxis {
  for (let room = Math.max(2, Math.floor(size / 40)); ; room--) {
    const axis = axisOf(parameter, room);
    const { ticks } = axis;
    const needed = ticks.major.reduce((sum, value) => sum + labelWidth(ticks.format(value), THEME.sizes.tick) + 14, 0);
    if (needed <= size || room <= 1) return axis;
  }
}

/** The part of an axis that holds all but a few samples in a thousand. */
function axisOf(parameter: CornerParameter, room: number): CornerAxis {
  const { scale, samples, range, interval, best } = parameter;
  const positions = samples.map((value) => along(scale, value));
  const sorted = positions.slice().sort();
  const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  const spread = Math.max(at(0.998) - at(0.002), 1e-9 * Math.abs(at(0.5)), Number.MIN_VALUE);
  // A prior on a logarithmic scale may begin at zero, which has no logarithm.
  const limits = range.map((end) => (scale === 'log' && end <= 0 ? Number.NEGATIVE_INFINITY : along(scale, end)));
  const shown = [best, ...interval].flatMap((value) => (value === undefined ? [] : [along(scale, value)]));
  const ends: Domain = [
    Math.max(limits[0], Math.min(at(0.002) - 0.05 * spread, ...shown)),
    Math.min(limits[1], Math.max(at(0.998) + 0.05 * spread, ...shown)),
  ];
  const domain: Domain = [back(scale, ends[0]), back(scale, ends[1])];
  return { ...parameter, positions, ends, domain, ticks: axisTicks(scale, domain, room) };
}

/** α = 201 +284 −104 */
function valueText({ symbol, interval: [low, middle, high] }: CornerAxis): Label {
  const power = middle === 0 ? 0 : Math.floor(Math.log10(Math.abs(middle)));
  const short = (value: number) => formatNumber(value, 2);
  if (power >= -2 && power < 4) {
    return join(
      symbol,
      ` = ${formatNumber(middle, 3)} `,
      sup(`+${short(high - middle)}`),
      ' ',
      sub(`−${short(middle - low)}`),
    );
  }
  // The median and both errors share one power of ten.
  const scaled = (value: number) => formatNumber(value / 10 ** power, 3);
  return join(
    symbol,
    ` = (${scaled(middle)} `,
    sup(`+${formatNumber((high - middle) / 10 ** power, 2)}`),
    ' ',
    sub(`−${formatNumber((middle - low) / 10 ** power, 2)}`),
    `)×10`,
    sup(`${power}`.replace('-', '−')),
  );
}

const sup = (text: string): Label => [{ text, shift: 'sup' }];
const sub = (text: string): Label => [{ text, shift: 'sub' }];
