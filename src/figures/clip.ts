/** Lines are cut at the frame here and not by clip paths: these need ids, which clash when two figures share a page. */
import { along, back, canStand } from './axis-data.ts';
import type { Domain, ScaleKind } from './ticks.ts';

export interface AxisFrame {
  readonly kind: ScaleKind;
  readonly domain: Domain;
}

export type Polyline = readonly (readonly [number, number])[];

/**
 * The parts of the line through (x, y) that lie within both domains, straight between the entries as drawn (so in the
 * logarithm on a log axis). A value that cannot stand on its axis interrupts the line. (Liang & Barsky 1984.)
 */
export function clipLine(x: readonly number[], y: readonly number[], xAxis: AxisFrame, yAxis: AxisFrame): Polyline[] {
  const pieces: [number, number][][] = [];
  let last: readonly [number, number] | undefined;
  const bounds = [xAxis, yAxis].map(
    ({ kind, domain }) => domain.map((value) => along(kind, value)) as [number, number],
  );
  for (let i = 1; i < x.length; i++) {
    const ends = [i - 1, i].map((j) => [x[j], y[j]] as const);
    if (!ends.every(([a, b]) => canStand(xAxis.kind, a) && canStand(yAxis.kind, b))) continue;
    const [from, to] = ends.map(([a, b]) => [along(xAxis.kind, a), along(yAxis.kind, b)] as const) as [
      readonly [number, number],
      readonly [number, number],
    ];
    const part = clipSegment(from, to, bounds as [[number, number], [number, number]]);
    if (part === undefined) continue;
    const [start, end] = part.map((t, k) => {
      if (t === k) return ends[k]; // an end inside the frame keeps its exact value
      return [
        back(xAxis.kind, from[0] + t * (to[0] - from[0])),
        back(yAxis.kind, from[1] + t * (to[1] - from[1])),
      ] as const;
    }) as [readonly [number, number], readonly [number, number]];
    if (last !== undefined && last[0] === start[0] && last[1] === start[1]) pieces.at(-1)!.push([...end]);
    else pieces.push([[...start], [...end]]);
    last = end;
  }
  return pieces;
}

/** The parameters t ∈ [0, 1] where the segment enters and leaves the box, or undefined if it misses it. */
function clipSegment(
  from: readonly [number, number],
  to: readonly [number, number],
  bounds: readonly [readonly [number, number], readonly [number, number]],
): [number, number] | undefined {
  let enter = 0;
  let leave = 1;
  for (const axis of [0, 1] as const) {
    const step = to[axis] - from[axis];
    for (const [room, direction] of [
      [from[axis] - bounds[axis][0], -step],
      [bounds[axis][1] - from[axis], step],
    ] as const) {
      if (direction === 0) {
        if (room < 0) return undefined;
      } else if (direction < 0) {
        enter = Math.max(enter, room / direction);
      } else {
        leave = Math.min(leave, room / direction);
      }
    }
  }
  return enter < leave ? [enter, leave] : undefined;
}
