/**
 * Colours that survive colour-blind eyes and grey-scale print.
 * Categories: Okabe & Ito (2008), "Color universal design", without its yellow, which is hard to see on white paper.
 * Order: a ramp of ours in OKLab (B. Ottosson, 2020), dark blue → purple → red → amber. Its lightness rises evenly, so
 * the order of the curves can still be read in grey; hue runs along blue–yellow, the axis that red–green blindness keeps.
 */

/** How a mark is coloured: a place on the ordered ramp (0…1), a category (0, 1, 2, …), or a neutral. */
export type Color = { readonly ramp: number } | { readonly category: number } | 'ink' | 'muted' | 'faint';

/** Okabe–Ito, most distinct first. */
export const CATEGORIES = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00'] as const;

/** Text and frames; secondary marks; marks that should not draw attention. */
export const NEUTRALS = { ink: '#1a1a1a', muted: '#5c5c5c', faint: '#9a9a9a' } as const;

/** The colour as #rrggbb. A ramp place outside [0, 1] is moved to the nearer end. */
export function colorHex(color: Color): string {
  if (typeof color === 'string') return NEUTRALS[color];
  if ('category' in color) return CATEGORIES[color.category % CATEGORIES.length];
  return ramp(color.ramp);
}

/** n places on the ramp for n ordered curves, first darkest. */
export function rampPlaces(n: number): Color[] {
  return Array.from({ length: n }, (_, i) => ({ ramp: n === 1 ? 0 : i / (n - 1) }));
}

/** OKLCh from (0.30, 0.13, 268°) to (0.77, 0.15, 75°), through red: hue falls the long way round, 268° → 435°. */
function ramp(place: number): string {
  const t = Math.min(1, Math.max(0, place));
  const lightness = 0.3 + 0.47 * t;
  const chroma = 0.13 + 0.11 * t * (1 - t) + 0.02 * t;
  const hue = ((268 + 167 * t) * Math.PI) / 180;
  return oklabToHex(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
}

/**
 * A place from −1 to 1 on a diverging ramp: dark blue, white at 0, dark orange. Both arms darken alike, and their hues are
 * those that red–green blindness keeps apart.
 */
export function divergingHex(place: number): string {
  const t = Math.min(1, Math.abs(place));
  const lightness = 0.98 - 0.56 * t;
  const chroma = 0.2 * t * (1 - 0.42 * t);
  const hue = ((place < 0 ? 255 : 50) * Math.PI) / 180;
  return oklabToHex(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
}

/** OKLab → linear sRGB → gamma → #rrggbb, clipped to the gamut (matrices of Ottosson 2020). */
function oklabToHex(L: number, a: number, b: number): string {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const hex = linear.map((value) => {
    const c = Math.min(1, Math.max(0, value));
    const encoded = c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055;
    return Math.round(255 * encoded)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${hex.join('')}`;
}
