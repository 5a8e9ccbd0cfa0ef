declare module 'd3-geo-projection' {
  import type { GeoProjection } from 'd3-geo';

  /** Mollweide's equal-area projection of the whole sphere onto an ellipse. */
  export function geoMollweide(): GeoProjection;
}
