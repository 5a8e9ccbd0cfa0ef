import { describe, expect, test } from 'vitest';
import { labelWidth } from '../../src/figures/font-metrics.ts';
import { formatNumber, join, markup, plainText, powerOfTen, symbols } from '../../src/figures/text.ts';
import { wrapLabel } from '../../src/figures/text-element.ts';

describe('markup', () => {
  test('italic, bold, subscripts and superscripts', () => {
    expect(markup('*C*_{*ℓ*} and **G**^{2}')).toEqual([
      { text: 'C', italic: true },
      { text: 'ℓ', italic: true, shift: 'sub' },
      { text: ' and ' },
      { text: 'G', bold: true },
      { text: '2', shift: 'sup' },
    ]);
  });

  test('a backslash takes the next character literally, a lone underscore is one', () => {
    expect(markup('a\\*b_c\\_{d')).toEqual([{ text: 'a*b_c_{d' }]);
  });

  test.each(['*C', '**G', 'k_{0', '*C**'])('%s is not closed and throws', (source) => {
    expect(() => markup(source)).toThrow(RangeError);
  });

  test('a plain string is never markup', () => {
    expect(join('my_{data}*.csv')).toEqual([{ text: 'my_{data}*.csv' }]);
  });
});

describe('symbols', () => {
  test('what people type becomes what is printed', () => {
    expect(symbols('C_ℓ at k0 r_g, K|G|²; ℓ_max')).toEqual([
      ...markup('*C*_{*ℓ*}'),
      { text: ' at ' },
      ...markup('*k*_{0}'),
      { text: ' ' },
      ...markup('*r*_{g}'),
      { text: ', ' },
      ...markup('*K*|**G**|²'),
      { text: '; ' },
      ...markup('*ℓ*_{max}'),
    ]);
  });

  test('r_g is one in a unit, not in a name', () => {
    expect(plainText(symbols('in 1/r_g'))).toBe('in 1/r_g');
    expect(symbols('in 1/r_g').at(-1)).toEqual({ text: 'g', shift: 'sub' });
    expect(symbols('dir/r_g').some((run) => run.shift)).toBe(false);
  });

  test.each(['k0', 'k_0', 'k₀'])('%s is k with a subscript', (typed) => {
    expect(symbols(`${typed} = 1`)).toEqual([...markup('*k*_{0}'), { text: '\u00a0=\u00a01' }]);
  });

  test('the text stays the same but for the underscores and for the spaces around =, where no line breaks', () => {
    const text = 'pseudo-C_ℓ for ℓ > 3, α = 50, k1 = 100, 1e-4 c k0';
    expect(
      plainText(symbols(text))
        .replace(/_/g, '')
        .replace(/\u00a0/g, ' '),
    ).toBe(text.replace(/_/g, ''));
  });

  test.each(['runs/k0.csv', 'my_k1_table', 'k0=3.toml.k1x', 'mirror_g'])('the name %s is left alone', (name) => {
    expect(symbols(name).some((run) => run.shift !== undefined && run.text !== '0')).toBe(false);
    expect(plainText(symbols(name)).length).toBeLessThanOrEqual(name.length + 1);
  });
});

describe('numbers', () => {
  test.each([
    [-8, '10⁻⁸'],
    [0, '10⁰'],
    [12, '10¹²'],
  ])('10 to the power %i is %s', (exponent, text) => expect(powerOfTen(exponent)).toBe(text));

  test.each([
    [60, '60'],
    [0.05, '0.05'],
    [1.5e-9, '1.5×10⁻⁹'],
    [1e-4, '10⁻⁴'],
    [-2.5, '−2.5'],
    [-3e-7, '−3×10⁻⁷'],
    [99999, '10⁵'],
    [0, '0'],
    [1 / 3, '0.333'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d throws', (value) => {
    expect(() => formatNumber(value)).toThrow(RangeError);
  });
});

describe('wrapLabel', () => {
  const label = join(
    'a caption of some length about ',
    markup('*C*_{*ℓ*}'),
    ', and more of it, ',
    markup('*K*|**G**|²'),
    ' too',
  );

  test('no line is wider than the room, and no word is lost', () => {
    const lines = wrapLabel(label, 10, 120);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(labelWidth(line, 10)).toBeLessThanOrEqual(120);
    expect(lines.map(plainText).join(' ')).toBe(plainText(label));
  });

  test('a symbol is not torn from its subscript or its comma', () => {
    for (const line of wrapLabel(label, 10, 40)) {
      expect(line[0].shift).toBeUndefined();
      expect(line[0].text).not.toMatch(/^,/);
    }
  });

  test('a word wider than the room stands alone', () => {
    expect(wrapLabel('a incomprehensibilities b', 10, 30).map(plainText)).toEqual(['a', 'incomprehensibilities', 'b']);
  });
});
