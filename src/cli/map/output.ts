/** A map of one realisation, as a HEALPix FITS file or as a picture of the sky. */
import { extname } from 'node:path';
import { COMPONENT_NAMES, COMPONENTS, type Component, mapsOfRun, type RunMaps } from '../../campaign/run-map.ts';
import type { RunStore } from '../../campaign/store.ts';
import { RUN_NAMES, timeIndex } from '../../ensemble/run.ts';
import { join, type Label, markup, symbols } from '../../figures/text.ts';
import type { FitsCard } from '../../files/fits/cards.ts';
import { writeFitsMap } from '../../files/fits/write.ts';
import { parameterRecord } from '../../model/describe.ts';
import { CranisError } from '../../model/errors.ts';
import { brief } from '../../model/number-text.ts';
import { PARAMETERS, type ParameterName } from '../../model/parameters.ts';
import { didYouMean } from '../../model/suggest.ts';
import { writeFileAtomic } from '../../node/write-file.ts';
import { uninterrupted } from '../interrupt.ts';
import { timeOf } from '../options/run-time.ts';
import { writePicture } from '../output/write.ts';

export interface MapSettings {
  readonly realisation: number;
  /** One of the run's times, as it was written. */
  readonly time: string;
  /** All of them in a FITS file, x in a picture, if none is named. */
  readonly component: Component | undefined;
  readonly file: string;
}

const ENDINGS = ['fits', 'svg', 'png', 'pdf'] as const;

/** Throws a CranisError unless the ending says what the file shall be. */
export function checkMapFile(file: string): (typeof ENDINGS)[number] {
  const ending = extname(file).slice(1).toLowerCase();
  const known = ENDINGS.find((one) => one === ending);
  if (known !== undefined) return known;
  const problem = file === '' ? 'an empty file name' : ending === '' ? 'no ending' : `unknown ending .${ending}`;
  throw new CranisError(`-o ${file}: ${problem}${didYouMean(ending, ENDINGS)}`, {
    hint: `the ending says the format: ${ENDINGS.map((one) => `.${one}`).join(', ')}`,
  });
}

export async function writeMap(store: RunStore, settings: MapSettings): Promise<void> {
  const ending = checkMapFile(settings.file);
  const { model } = store;
  const index = timeIndex(store, timeOf(model, settings.time));
  const maps = mapsOfRun(store, settings.realisation, index);
  const time = model.values.times[index];
  if (ending === 'fits') {
    const names = settings.component === undefined ? COMPONENT_NAMES : [settings.component];
    const bytes = fitsOf(store, maps, names, settings.realisation, time);
    return uninterrupted(() => writeFileAtomic(settings.file, bytes));
  }
  const component = settings.component ?? 'x';
  const { skyMap } = await import('../../figures/sky-map.ts');
  return writePicture(settings.file, (document) =>
    skyMap(document, {
      values: maps[component],
      title: join('Test particles traced back for ', markup('*t* = '), brief(time), markup(' *r*_{g}/*c*')),
      quantity: QUANTITIES[component],
      caption: [caption(store, settings.realisation)],
      metadata: {
        version: store.spec.version,
        engine: store.spec.engine,
        realisation: settings.realisation,
        time,
        component,
        parameters: parameterRecord(model, RUN_NAMES),
      },
    }),
  );
}

const LENGTH = markup('  [*r*_{g}]');

const QUANTITIES: Readonly<Record<Component, Label>> = {
  x: join(markup('Δ*x*'), LENGTH),
  y: join(markup('Δ*y*'), LENGTH),
  z: join(markup('Δ*z*'), LENGTH),
  distance: join(markup('|Δ**r**|'), LENGTH),
  'direction-x': markup('*p*_{x}(−*t*)/*p*'),
  'direction-y': markup('*p*_{y}(−*t*)/*p*'),
  'direction-z': markup('*p*_{z}(−*t*)/*p*'),
};

function caption(store: RunStore, realisation: number): Label {
  const { k0, k1, modes, nSide, seed, geometry } = store.model.values;
  return join(
    symbols(
      `Over the direction of motion at the observer, axes of the simulation, longitude growing to the left. ` +
        `Realisation ${realisation} of seed ${seed}: ${modes} waves, ${geometry}, k_0 = ${brief(k0)}, k_1 = ${brief(k1)} in 1/r_g; `,
    ),
    markup(`*N*_{side} = ${nSide}; cranis\u00a0${store.spec.version}.`),
  );
}

function fitsOf(
  { spec, model }: RunStore,
  maps: RunMaps,
  names: readonly Component[],
  realisation: number,
  time: number,
): Uint8Array {
  const { scale } = model;
  return writeFitsMap(
    names.map((name) => {
      const { column } = COMPONENTS[name];
      return { name: column, values: maps[name] }; // no TUNIT: the gyroradius is no unit that FITS knows
    }),
    {
      // Some system has to be named: the axes are those of the simulation, as the comment says.
      coordinates: 'G',
      precision: 'double',
      cards: [
        {
          keyword: 'COMMENT',
          comment: 'Coordinates are the axes of the simulation, whatever COORDSYS says; a mean field is along z.',
        },
        {
          keyword: 'COMMENT',
          comment: 'Over the direction of motion at the observer: who looks along n sees particles moving along -n.',
        },
        {
          keyword: 'COMMENT',
          comment: 'D*: displacement r(-t) - r(0) in gyroradii r_g. P*: unit vector of the motion at -t.',
        },
        { keyword: 'CREATOR', value: `cranis ${spec.version}` },
        { keyword: 'LOOKBACK', value: time, comment: 'look-back time t in r_g/c' },
        { keyword: 'REALISAT', value: realisation, comment: 'index of the realisation' },
        { keyword: 'ENGINE', value: spec.engine, comment: 'what moved the particles' },
        ...(scale ? [{ keyword: 'GYRORAD', value: scale.gyroradius, comment: 'r_g in pc' }] : []),
        ...parameterCards(spec.parameters),
      ],
    },
  );
}

/** Each parameter by its own name, behind HIERARCH where it has to be. */
function parameterCards(parameters: Readonly<Record<string, unknown>>): FitsCard[] {
  return Object.entries(parameters).map(([name, value]) => {
    const { unit } = PARAMETERS[name as ParameterName];
    const plain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
    return {
      keyword: `cranis ${name}`,
      value: plain ? value : JSON.stringify(value),
      ...(unit === '' ? {} : { comment: unit.replace('₀', '0') }),
    };
  });
}
