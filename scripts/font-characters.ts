/**
 * The characters that figures can draw: those of figures themselves, and those of names and labels that users give in
 * European languages. Rows of the Unicode charts as first and last, and single characters; a font leaves out what it lacks.
 */
const RANGES: readonly (readonly [number, number])[] = [
  [0x0020, 0x007e], // Basic Latin
  [0x00a0, 0x017f], // Latin-1 Supplement, Latin Extended-A
  [0x0218, 0x021b], // Romanian
  [0x02c6, 0x02dd], // accents that stand alone
  [0x0300, 0x0338], // accents set on the character before them: C̃
  [0x0370, 0x03ff], // Greek
  [0x0400, 0x045f], // Cyrillic
  [0x0490, 0x0491], // Ukrainian
  [0x2000, 0x206f], // General Punctuation
  [0x2070, 0x209f], // Superscripts and Subscripts
];

const SINGLE = [
  '€',
  'ℂ℃ℎℏℓℕ№ℙℚℜℝ™ℤΩKÅℰℱℳℑℋℒ℘ℵ', // letters of formulas and units
  '←↑→↓↔↕↖↗↘↙↦⇐⇑⇒⇓⇔⇕',
  '∀∂∃∅∆∇∈∉∋∏∑−∓∕∗∘∙√∛∜∝∞∠∥∧∨∩∪∫∬∭∮∴∵∶∷∼≃≅≈≠≡≤≥≪≫≲≳⊂⊃⊆⊇⊕⊖⊗⊘⊙⊢⊤⊥⋀⋁⋂⋃⋄⋅⋆⋮⋯⋱',
  '⌈⌉⌊⌋⟦⟧⟨⟩⟪⟫',
  '■□▪▫▲△▶▷▼▽◀◁◆◇○●◯',
  '★☆☉☽☾☿♀♁♂♃♄♅♆♇✓', // the Sun, the Moon and the planets
  '\u{fffd}', // stands for every character that is not here
];

export const FONT_CHARACTERS: readonly string[] = [
  ...new Set([
    ...RANGES.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)),
    ),
    ...SINGLE.join(''),
  ]),
].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
