/** Numbers as text for people: tables, captions, messages. */

/** 3.8104e-5: the same width for every C_ℓ. */
export const scientific = (value: number, digits = 5): string => value.toExponential(digits - 1);

/** At most `digits` significant digits, no trailing zeros: 0.001, 0.0925, 1.08e-7. */
export const brief = (value: number, digits = 5): string => `${Number(value.toPrecision(digits))}`;

/** A ratio: 1.034, 12.9, 3.1e+4. */
export const ratio = (value: number): string =>
  value < 9.9995 ? value.toFixed(3) : value < 9999 ? value.toPrecision(4) : value.toExponential(1);
