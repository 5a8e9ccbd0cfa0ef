/** Making, tidying and writing SVG elements; the same in a browser and on any other DOM. */
import { NEUTRALS } from './palette.ts';

export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element with attributes (undefined: left out; numbers rounded to 0.01) and children. */
export function element(
  document: Document,
  name: string,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): SVGElement {
  const node = document.createElementNS(SVG_NAMESPACE, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new RangeError(`<${name}>: ${key} is ${value}`);
    }
    node.setAttribute(key, typeof value === 'number' ? String(round(value)) : value);
  }
  for (const child of children) node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  return node;
}

/** To 0.01 px: finer than any device, coarse enough that the last bits of a logarithm leave no trace in a file. */
export function round(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}

const GEOMETRY = new Set(['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'width', 'height']);
const DROPPED = new Set(['class', 'font-variant', 'aria-hidden', 'aria-label']);

/**
 * Remove from what Observable Plot drew all that a PDF writer does not know (style sheets, classes, `currentColor`) and empty
 * groups, and round its numbers. Changes the tree in place.
 */
export function tidy(node: Element): void {
  for (const name of [...node.attributes].map((attribute) => attribute.name)) {
    const value = node.getAttribute(name)!;
    if (DROPPED.has(name)) node.removeAttribute(name);
    else if (value === 'currentColor') node.setAttribute(name, NEUTRALS.ink);
    else if (GEOMETRY.has(name)) node.setAttribute(name, roundNumbers(value));
  }
  for (const child of [...node.children]) {
    if (child.localName === 'style') child.remove();
    else tidy(child);
    if ((child.localName === 'g' || child.localName === 'text') && child.childNodes.length === 0) child.remove();
  }
}

function roundNumbers(value: string): string {
  return value.replace(/-?\d*\.\d+(?:e[-+]?\d+)?|-?\d+e[-+]?\d+/gi, (number) => String(round(Number(number))));
}

/**
 * The element as a complete XML document. DOM implementations keep attributes in different orders; they are sorted so that the
 * bytes do not depend on the implementation.
 */
export function svgText(svg: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(svg, true)}\n`;
}

function write(node: Element, root: boolean): string {
  const attributes = [...node.attributes]
    .filter((attribute) => attribute.name !== 'xmlns')
    .map((attribute) => ` ${attribute.name}="${escapeXml(attribute.value)}"`)
    .sort();
  if (root) attributes.unshift(` xmlns="${SVG_NAMESPACE}"`);
  const content = [...node.childNodes]
    .map((child) => (child.nodeType === 1 ? write(child as Element, false) : escapeXml(child.nodeValue ?? '')))
    .join('');
  const open = `<${node.localName}${attributes.join('')}`;
  return content === '' ? `${open}/>` : `${open}>${content}</${node.localName}>`;
}

/** Escaped for XML 1.0; characters that XML cannot hold at all become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
