/** What one panel shows, as plain data. */

import type { Marker } from './markers.ts';
import type { Color } from './palette.ts';
import type { Label } from './text.ts';
import type { Dash } from './theme.ts';
import type { Domain, ScaleKind } from './ticks.ts';

/** Title, scale and range of an axis. */
export interface AxisSpec {
  readonly title: Label;
  readonly kind: ScaleKind;
  /** Default: what the data need, rounded outward. */
  readonly domain?: Domain;
}

/** A line through points. */
export interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly color: Color;
  readonly dash?: Dash;
  /** Stroke in px. */
  readonly width?: number;
  /** In the legend. */
  readonly label?: Label;
  /** Right of the frame, where the curve ends. */
  readonly endLabel?: Label;
}

/** Points with their error bars. */
export interface PointSeries {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Length of the bar below and above, in units of y; null where none is known. */
  readonly errorLow?: readonly (number | null)[];
  readonly errorHigh?: readonly (number | null)[];
  /** y is an upper limit. */
  readonly upperLimit?: readonly boolean[];
  readonly color: Color;
  readonly marker: Marker;
  /** Hollow markers are for data that were read off a picture. */
  readonly hollow?: boolean;
  /** Radius in px. */
  readonly radius?: number;
  /** Shift to the right in px, so that series at the same x do not hide each other. */
  readonly shift?: number;
  /** Points with x above this deserve less trust and are drawn paler. */
  readonly faintAbove?: number;
  readonly label?: Label;
}

/** The area between `low` and `high`. */
export interface Band {
  readonly x: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly color: Color;
  /** 0…1, default 0.18. */
  readonly opacity?: number;
  readonly label?: Label;
}

/** A level across the panel, such as the noise. */
export interface HorizontalLine {
  readonly y: number;
  readonly color?: Color;
  readonly dash?: Dash;
  readonly label?: Label;
  /** Right of the frame, at the height of the line. */
  readonly endLabel?: Label;
}

/** All that one panel shows. */
export interface PanelSpec {
  readonly title?: Label;
  readonly x: AxisSpec;
  readonly y: AxisSpec;
  /** The first lies on top. */
  readonly curves?: readonly Curve[];
  readonly points?: readonly PointSeries[];
  readonly bands?: readonly Band[];
  readonly horizontalLines?: readonly HorizontalLine[];
  /** In front of this panel's curves in the legend, in place of the figure's. */
  readonly legendTitle?: Label;
}
