/** Where observatories stand and how far from the zenith they look. */

export interface Observatory {
  readonly name: string;
  readonly label: string;
  /** Declinations seen in the course of a day, degrees. */
  readonly declination: readonly [number, number];
  readonly source: string;
}

/** Declinations within `zenith` of the zenith at a geographic latitude, all degrees, once the Earth has turned. */
export function declinations(latitude: number, zenith: number): [number, number] {
  return [Math.max(-90, latitude - zenith), Math.min(90, latitude + zenith)];
}

/** By name. */
export const OBSERVATORIES = {
  icecube: {
    name: 'icecube',
    label: 'IceCube',
    declination: declinations(-90, 65),
    source: 'South Pole, zenith < 65°: the collaboration’s public map-making code; data/README.md',
  },
  hawc: {
    name: 'hawc',
    label: 'HAWC',
    declination: declinations(19, 57),
    source: 'latitude +19°, zenith < 57° (hawc:43 is its other cut): the public map-making code; data/README.md',
  },
  lhaaso: {
    name: 'lhaaso',
    label: 'LHAASO',
    declination: declinations(29.36, 50),
    source:
      'latitude 29.36° N, 4410 m, Ma et al. 2022, Chin. Phys. C 46, 030001; zenith < 50°, Aharonian et al. 2021, Chin. Phys. C 45, 025002',
  },
  'hawc-icecube': {
    name: 'hawc-icecube',
    label: 'HAWC–IceCube',
    declination: [-88, 68],
    source: 'the combined map of HAWC and IceCube 2019, ApJ 871, 96; data/README.md',
  },
  full: { name: 'full', label: 'full sky', declination: [-90, 90], source: 'every declination' },
} as const satisfies Record<string, Observatory>;

/** Latitudes that a zenith angle may be added to, as hawc:43. */
export const LATITUDES: Readonly<Record<string, number>> = { icecube: -90, hawc: 19, lhaaso: 29.36 };
