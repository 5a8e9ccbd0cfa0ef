/** What in a source could give other bits on another engine: operations whose last bits ECMAScript leaves to it, clocks, locales. */

/** Members of Math whose results ECMAScript fixes, or IEEE 754 where every engine follows it (sqrt), and constants. */
const EXACT_MATH =
  'abs|floor|ceil|round|trunc|sign|sqrt|min|max|fround|imul|clz32|PI|E|LN2|LN10|LOG2E|LOG10E|SQRT2|SQRT1_2';

const FORBIDDEN: readonly RegExp[] = [
  // Any other member, and Math itself, which could be taken apart.
  new RegExp(String.raw`\bMath\b(?!\s*\.\s*(?:${EXACT_MATH})\b)`, 'g'),
  /\b(?:new\s+Date|Date\s*\.|performance\s*\.|Intl\s*\.|toLocale\w+|localeCompare)/g,
];

/** Squares are exact to the last bit everywhere, and powers of 2 and 4 with integer exponents. */
const POWER = /(?<base>[\w.)\]]*)\s*\*\*(?<assigned>=?)\s*(?<exponent>-?\s*(?:\(|[\w.]+\(?))/g;

export interface Offence {
  readonly line: number;
  readonly text: string;
}

/** Each place in TypeScript where an engine has a choice of bits; comments and strings are passed over. */
export function offences(source: string): Offence[] {
  const code = codeOf(source);
  const found = FORBIDDEN.flatMap((pattern) => [...code.matchAll(pattern)].map(({ index }) => index));
  for (const match of code.matchAll(POWER)) {
    const { base, assigned, exponent } = match.groups as Record<string, string>;
    const end = match.index + match[0].length;
    const whole = exponent.endsWith('(') ? exponent + upToBracket(code, end) : exponent;
    if (assigned === '' && (isTwo(whole, code[end]) || (/^[24]$/.test(base) && isWhole(whole)))) continue;
    found.push(match.index + match[0].indexOf('**'));
  }
  return found.sort((a, b) => a - b).map((at) => placeOf(source, at));
}

/** The same for AssemblyScript: its own mathematical library, and instructions whose rounding the processor may choose. */
export function assemblyOffences(source: string): Offence[] {
  const pattern =
    /\b(?:Mathf?|NativeMathf?|JSMath)\b|\brelaxed_\w+|(?<![.\w])(?:sin|cos|tan|exp|log|pow|atan2?|hypot|cbrt)\s*[<(]|\*\*/g;
  return [...codeOf(source).matchAll(pattern)].map(({ index }) => placeOf(source, index));
}

function placeOf(source: string, at: number): Offence {
  const line = source.slice(0, at).split('\n').length;
  return { line, text: source.split('\n')[line - 1].trim() };
}

/** `** 2`, and not `** 2.5` or the 2 of a call. */
const isTwo = (exponent: string, next: string | undefined) => exponent === '2' && next !== '.';

/** An exponent that may be taken for an integer: rounded, or without division, decimal point or function that gives fractions. */
const isWhole = (exponent: string) =>
  /^-?\s*Math\.(?:ceil|floor|round|trunc)\(/.test(exponent) || !/\/|\.\d|\b(?:sqrt|log\w*|exp|pow)\(/.test(exponent);

/** From behind an opening bracket to the one that closes it. */
function upToBracket(code: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; at < code.length && depth > 0; at++) {
    if (code[at] === '(') depth++;
    if (code[at] === ')') depth--;
  }
  return code.slice(from, at);
}

/** The source with spaces for comments, strings and regular expressions; what stands in ${} is code and stays. */
export function codeOf(source: string): string {
  const out = source.split('');
  const blank = (from: number, to: number) => {
    for (let i = from; i < to; i++) if (out[i] !== '\n') out[i] = ' ';
    return to;
  };
  const after = (pattern: RegExp, from: number) => {
    pattern.lastIndex = from;
    const match = pattern.exec(source);
    return match ? match.index + match[0].length : source.length;
  };

  /** Code from `at` to the end, or to behind the brace that closes what was opened before it. */
  const code = (from: number, inTemplate: boolean): number => {
    let depth = 0;
    let last = ''; // the last character of code: a slash behind a value divides, elsewhere it begins a regular expression
    for (let at = from; at < source.length; ) {
      const here = source[at];
      if (source.startsWith('//', at)) at = blank(at, after(/$/gm, at));
      else if (source.startsWith('/*', at)) at = blank(at, after(/\*\//g, at));
      else if (here === "'" || here === '"') {
        at = blank(at, after(here === "'" ? /'(?:\\.|[^'\\\n])*'/gs : /"(?:\\.|[^"\\\n])*"/gs, at));
        last = 'a';
      } else if (here === '`') {
        at = template(at + 1);
        last = 'a';
      } else if (here === '/' && !/[\w)\]}$]/.test(last)) {
        at = blank(at, after(/\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g, at));
        last = 'a';
      } else {
        if (here === '{') depth++;
        if (here === '}' && depth-- === 0 && inTemplate) return at + 1;
        if (!/\s/.test(here)) last = here;
        at++;
      }
    }
    return source.length;
  };

  /** Behind an opening backtick, to behind the closing one. */
  const template = (from: number): number => {
    for (let at = from; at < source.length; ) {
      if (source[at] === '`') return at + 1;
      if (source.startsWith('${', at)) at = code(at + 2, true);
      else at = blank(at, at + (source[at] === '\\' ? 2 : 1));
    }
    return source.length;
  };

  code(0, false);
  return out.join('');
}
