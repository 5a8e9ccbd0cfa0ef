/**
 * Elementary functions that give the same bits everywhere. ECMAScript leaves the last bits of Math.sin, cos, tan, exp, log, pow, hypot and
 * their like to the engine, and so those of `**` with any exponent but 2; engines differ, and versions of one engine differ. These functions
 * use only + − × ÷ and √, and operations on whole numbers: IEEE 754 fixes them all. Special values (±0, ±∞, NaN, subnormal) are as in Math.
 */
export { atan, atan2 } from './atan.ts';
export { cbrt } from './cbrt.ts';
export { exp, expm1 } from './exp.ts';
export { hypot } from './hypot.ts';
export { log, log1p, log2, log10 } from './log.ts';
export { pow } from './pow.ts';
export { cos, sin, sinCos } from './sin-cos.ts';
export { tan } from './tan.ts';
