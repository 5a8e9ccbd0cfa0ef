/** Markers told apart by shape, in colour and in grey; one drawing of each, for the data and for the legend. */

/** The part of a canvas path that the markers need; Observable Plot and `markerPath` both offer it. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

const POLYGONS = {
  // At this size a polygon with 24 sides looks like a circle, and the pen needs no arcs.
  circle: Array.from({ length: 24 }, (_, i) => [Math.cos((i * Math.PI) / 12), Math.sin((i * Math.PI) / 12)]),
  square: [
    [-0.88, -0.88],
    [0.88, -0.88],
    [0.88, 0.88],
    [-0.88, 0.88],
  ],
  triangle: [
    [0, -1.2],
    [1.1, 0.75],
    [-1.1, 0.75],
  ],
  triangleDown: [
    [0, 1.2],
    [1.1, -0.75],
    [-1.1, -0.75],
  ],
  diamond: [
    [0, -1.3],
    [1.1, 0],
    [0, 1.3],
    [-1.1, 0],
  ],
} as const satisfies Record<string, readonly (readonly number[])[]>;

export type Marker = keyof typeof POLYGONS;

/** For series beside each other, most distinct first. */
export const MARKERS = ['circle', 'square', 'triangle', 'diamond', 'triangleDown'] as const;

/** A symbol of Observable Plot: the marker with a radius of 1/√π of the square root of the area that Plot asks for. */
export function markerSymbol(marker: Marker): { draw(pen: Pen, area: number): void } {
  return { draw: (pen, area) => drawPolygon(pen, POLYGONS[marker], Math.sqrt(area / Math.PI)) };
}

/** The end of an error bar. */
export const CAP_SYMBOL = {
  draw(pen: Pen, area: number): void {
    const half = Math.sqrt(area / Math.PI);
    pen.moveTo(-half, 0);
    pen.lineTo(half, 0);
  },
};

/** An upper limit: a bar with an arrow hanging from it. */
export const LIMIT_SYMBOL = {
  draw(pen: Pen, area: number): void {
    const half = Math.sqrt(area / Math.PI);
    pen.moveTo(-half, 0);
    pen.lineTo(half, 0);
    pen.moveTo(0, 0);
    pen.lineTo(0, 4 * half);
    pen.moveTo(-0.8 * half, 2.8 * half);
    pen.lineTo(0, 4 * half);
    pen.lineTo(0.8 * half, 2.8 * half);
  },
};

/** The marker of radius r at the origin as the `d` of a path. */
export function markerPath(marker: Marker, r: number): string {
  const parts: string[] = [];
  const write = (command: string) => (x: number, y: number) => {
    parts.push(`${command}${x.toFixed(2)},${y.toFixed(2)}`);
  };
  drawPolygon({ moveTo: write('M'), lineTo: write('L'), closePath: () => void parts.push('Z') }, POLYGONS[marker], r);
  return parts.join('');
}

function drawPolygon(pen: Pen, corners: readonly (readonly number[])[], r: number): void {
  corners.forEach(([x, y], i) => {
    if (i === 0) pen.moveTo(r * x, r * y);
    else pen.lineTo(r * x, r * y);
  });
  pen.closePath();
}
