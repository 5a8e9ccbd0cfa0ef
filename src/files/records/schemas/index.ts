/** The schemas by kind. Loading them loads zod: what only writes does without. */
import { z } from 'zod';
import type { Kind } from '../kinds.ts';
import { analysisFindings, analysisSchema } from './analysis.ts';
import { fitFindings, fitSchema } from './fit.ts';
import { matrixSchema } from './matrix.ts';
import { measuredSchema } from './measured.ts';
import { mixingSchema } from './mixing.ts';
import { observationFindings, observationSchema } from './observation.ts';
import { skyFindings, skySchema } from './sky.ts';
import { spectrumFindings, spectrumSchema } from './spectrum.ts';

export const SCHEMAS = {
  spectrum: spectrumSchema,
  matrix: matrixSchema,
  analysis: analysisSchema,
  mixing: mixingSchema,
  sky: skySchema,
  observation: observationSchema,
  fit: fitSchema,
  measured: measuredSchema,
} as const satisfies Readonly<Record<Kind, z.ZodType>>;

/** What is wrong with lists and multipoles of a part of a record; for the kinds of which parts are read. */
export const FINDINGS = {
  spectrum: spectrumFindings,
  analysis: analysisFindings,
  sky: skyFindings,
  observation: observationFindings,
  fit: fitFindings,
} as const;

/** JSON Schema of a kind, draft 2020-12. It allows keys that it does not know, except in a spectrum of the user's own. */
export function recordSchema(kind: Kind): Record<string, unknown> {
  const schema = z.toJSONSchema(SCHEMAS[kind], { target: 'draft-2020-12', io: 'input' });
  return JSON.parse(JSON.stringify(schema, withoutSafeRange)) as Record<string, unknown>;
}

/** That a whole number has no more than 53 bits says nothing to a reader. */
function withoutSafeRange(key: string, value: unknown): unknown {
  return (key === 'maximum' || key === 'minimum') && Math.abs(value as number) === Number.MAX_SAFE_INTEGER
    ? undefined
    : value;
}
