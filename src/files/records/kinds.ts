/** The kinds of JSON files that cranis writes, and how one is told from another. */

/** Version of all schemas. It rises when a key changes its meaning or goes; keys may be added without. */
export const FORMAT = 1;

/** What the kinds are called, and which command writes them. */
export const KINDS = {
  spectrum: { name: 'a spectrum of the theory', command: 'cranis spectrum' },
  matrix: { name: 'a mixing matrix', command: 'cranis matrix' },
  analysis: { name: 'the spectra of a run', command: 'cranis analyse' },
  mixing: { name: 'the mixing matrix of a run', command: 'cranis mixing' },
  sky: { name: 'the spectrum of an observed sky', command: 'cranis sky' },
  observation: { name: 'what is seen of a spectrum', command: 'cranis observe' },
  fit: { name: 'a fit', command: 'cranis fit' },
  measured: { name: 'a spectrum of your own', command: undefined },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly command: string | undefined }>>;

/** What a JSON file says that it is. */
export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

/** What is known of a file that says nothing itself: version 0.1.0 did not. In this order, the first whose keys are all there. */
const BY_KEYS: readonly (readonly [Kind, readonly string[]])[] = [
  ['analysis', ['times']],
  ['matrix', ['M', 'Lambda']],
  ['mixing', ['simulated', 'realisations', 'time']],
  ['fit', ['free', 'chain', 'posterior']],
  ['sky', ['pseudo', 'bands']],
  ['observation', ['pseudo', 'degreesOfFreedom']],
  ['spectrum', ['ell', 'C', 'checks', 'parameters']],
];

/** The kind of a JSON file: what it says, or else what its keys say; undefined where it says something unknown. */
export function kindOf(content: Readonly<Record<string, unknown>>): Kind | undefined {
  if (content.kind !== undefined) return KIND_NAMES.find((kind) => kind === content.kind);
  return BY_KEYS.find(([, keys]) => keys.every((key) => Object.hasOwn(content, key)))?.[0] ?? 'measured';
}
