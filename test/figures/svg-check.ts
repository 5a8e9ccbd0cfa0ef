/** What every figure has to fulfil, whatever it shows. */
import { Resvg } from '@resvg/resvg-js';
import { expect } from 'vitest';
import { knownCharacters, labelWidth } from '../../src/figures/font-metrics.ts';
import { svgText } from '../../src/figures/svg.ts';

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function expectSound(svg: SVGSVGElement): string {
  const text = svgText(svg);
  new Resvg(text); // a strict XML parser: throws for a document that is not well-formed
  expect(text).not.toMatch(/NaN|undefined|Infinity|null|currentColor|<style|class=|url\(/);
  expect(text.match(/\sid="/g)).toBeNull();
  const known = new Set(knownCharacters());
  const unknown = textBoxes(svg).flatMap(({ text: label }) => [...label].filter((character) => !known.has(character)));
  expect(unknown).toEqual([]);
  expectNoOverlap(svg);
  return text;
}

/** No two texts touch, and none leaves the page. */
export function expectNoOverlap(svg: SVGSVGElement): void {
  const boxes = textBoxes(svg);
  const width = Number(svg.getAttribute('width'));
  const height = Number(svg.getAttribute('height'));
  for (const box of boxes) {
    const inside = box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
    expect(inside, `“${box.text}” is on the page`).toBe(true);
  }
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1)) {
      const overlap = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      expect(overlap, `“${a.text}” and “${b.text}” overlap`).toBe(false);
    }
  });
}

/** Boxes of all texts in px of the page, from the same widths as the layout; cap height above the baseline, nothing below. */
export function textBoxes(svg: SVGSVGElement): Box[] {
  const boxes: Box[] = [];
  const visit = (node: Element, x: number, y: number, size: number, anchor: string) => {
    const transform = node.getAttribute('transform') ?? '';
    const shift = /translate\(([-\d.]+),([-\d.]+)\)/.exec(transform);
    const at = { x: x + Number(shift?.[1] ?? 0), y: y + Number(shift?.[2] ?? 0) };
    const own = Number(node.getAttribute('font-size') ?? size);
    const ownAnchor = node.getAttribute('text-anchor') ?? anchor;
    if (node.localName !== 'text') {
      for (const child of node.children) visit(child, at.x, at.y, own, ownAnchor);
      return;
    }
    const em = (value: string | null) => (value?.endsWith('em') ? Number.parseFloat(value) * own : Number(value ?? 0));
    const spans = node.children.length > 0 ? [...node.children] : [node];
    const width = spans.reduce((sum, span) => {
      const bold = span.getAttribute('font-weight') === 'bold';
      const spanSize = Number(span.getAttribute('font-size') ?? own);
      return sum + labelWidth([{ text: span.textContent ?? '', bold }], spanSize);
    }, 0);
    const before = { start: 0, middle: width / 2, end: width }[ownAnchor as 'start'] ?? 0;
    const [dx, dy] = [em(node.getAttribute('x')), em(node.getAttribute('y'))];
    const cap = 0.73 * own;
    const text = node.textContent ?? '';
    if (transform.includes('rotate(-90)')) {
      boxes.push({ text, left: at.x - cap, right: at.x, top: at.y - (width - before), bottom: at.y + before });
    } else {
      boxes.push({
        text,
        left: at.x + dx - before,
        right: at.x + dx - before + width,
        top: at.y + dy - cap,
        bottom: at.y + dy,
      });
    }
  };
  visit(svg, 0, 0, 10, 'start');
  return boxes;
}
