/** Maps of one realisation of a run, for pictures and files. */
import { hypot } from '../math/elementary/index.ts';
import { CranisError } from '../model/errors.ts';
import type { RunStore } from './store.ts';

/** What a map can show, by name. */
export const COMPONENTS = {
  x: { doc: 'displacement along x', column: 'DX' },
  y: { doc: 'displacement along y', column: 'DY' },
  z: { doc: 'displacement along z', column: 'DZ' },
  distance: { doc: 'length of the displacement', column: 'DISTANCE' },
  'direction-x': { doc: 'x component of the direction of motion then', column: 'PX' },
  'direction-y': { doc: 'y component of the direction of motion then', column: 'PY' },
  'direction-z': { doc: 'z component of the direction of motion then', column: 'PZ' },
} as const;

export type Component = keyof typeof COMPONENTS;
export const COMPONENT_NAMES = Object.keys(COMPONENTS) as Component[];

/** One map in ring order, by its component. */
export type RunMaps = Readonly<Record<Component, Float64Array>>;

/**
 * All maps of a realisation at one of the run's times. Throws a CranisError where the run has none: it kept spectra alone,
 * its directions are not pixel centres, or the realisation has not been made or is damaged.
 * @param time index of the time
 */
export function mapsOfRun(store: RunStore, index: number, time: number): RunMaps {
  const { path, spec, model } = store;
  const refuse = (message: string, where: string, hint: string): never => {
    throw new CranisError(`${path}: ${message}`, { where, hint });
  };
  if (spec.keep !== 'maps') refuse('the run kept spectra alone, there are no maps', 'keep', 'make it with `keep` maps');
  if (model.values.directions !== 'healpix') {
    refuse('its directions are random ones, not pixel centres', 'directions', 'make a run with `directions` healpix');
  }
  if (index >= spec.realisations) {
    refuse(`there is no realisation ${index}`, 'realisation', `they are numbered from 0 to ${spec.realisations - 1}`);
  }
  const arrays = store.read(index, ['displacement', 'direction']);
  if (arrays === undefined) {
    return refuse(
      `realisation ${index} has not been made yet`,
      'realisation',
      'the cranis simulate that began the run goes on',
    );
  }
  const pixels = arrays.displacement.length / (3 * model.values.times.length);
  const component = (values: Float64Array, c: number) =>
    values.slice((3 * time + c) * pixels, (3 * time + c + 1) * pixels);
  const [x, y, z] = [0, 1, 2].map((c) => component(arrays.displacement, c)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    x,
    y,
    z,
    distance: x.map((dx, p) => hypot(dx, y[p], z[p])),
    'direction-x': component(arrays.direction, 0),
    'direction-y': component(arrays.direction, 1),
    'direction-z': component(arrays.direction, 2),
  };
}
