/** The whole sky on an ellipse, and HEALPix maps drawn on it point by point. */
import type { GeoProjection } from 'd3-geo';
import { geoMollweide } from 'd3-geo-projection';
import { ang2pix, nSideOf } from '../sky/healpix.ts';

const DEGREES = 180 / Math.PI;

/** Mollweide's projection into a frame of that width, twice as wide as high; north is up, longitude 0 in the middle and growing to the left. */
export function mollweide(width: number): GeoProjection {
  return geoMollweide()
    .reflectX(true)
    .scale(width / (4 * Math.SQRT2))
    .translate([width / 2, width / 4])
    .precision(0.1);
}

/**
 * The pixel of the sky at each point of a picture of width × width/2 points; −1 outside of the ellipse.
 * @param nPix number of pixels of the HEALPix map, in ring order
 */
export function skyRaster(nPix: number, width: number): { width: number; height: number; pixel: Int32Array } {
  const nSide = nSideOf(nPix);
  const height = Math.round(width / 2);
  const projection = mollweide(width);
  const pixel = new Int32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = inverse(projection, x + 0.5, y + 0.5);
      pixel[y * width + x] = place ? ang2pix(nSide, place.theta, place.phi) : -1;
    }
  }
  return { width, height, pixel };
}

/** Colatitude and longitude in radians of a point; undefined outside of the ellipse, where the projection's inverse answers too. */
export function inverse(projection: GeoProjection, x: number, y: number): { theta: number; phi: number } | undefined {
  const place = projection.invert!([x, y]);
  if (!place?.every(Number.isFinite)) return undefined;
  const back = projection(place);
  if (!back || !(Math.hypot(back[0] - x, back[1] - y) < 1e-3)) return undefined;
  return { theta: Math.min(Math.PI, Math.max(0, (90 - place[1]) / DEGREES)), phi: place[0] / DEGREES };
}
