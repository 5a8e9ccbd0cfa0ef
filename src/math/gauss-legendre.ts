/** Gauss–Legendre quadrature: nodes and weights, and composite rules on panels. */

export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The n-point Gauss–Legendre rule on [−1, 1], nodes ascending, symmetric to the last bit.
 * Newton's iteration on P_n(cos θ) in θ, so that 1 − |x| keeps its relative accuracy near the ends.
 * Absolute error of nodes and relative error of weights: a few 1e-16 × log n.
 */
export function gaussLegendre(n: number): Rule {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`gaussLegendre: n = ${n}, want an integer ≥ 1`);
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n >> 1; i++) {
    // Tricomi's first guess (Abramowitz & Stegun 22.16.6), good to O(n^-4) away from the ends.
    let theta = (Math.PI * (4 * i + 3)) / (4 * n + 2);
    theta += 1 / (8 * n * n * Math.tan(theta));
    let slope = 0;
    for (let iteration = 0; iteration < 10; iteration++) {
      const x = Math.cos(theta);
      let previous = 1;
      let value = x;
      for (let l = 2; l <= n; l++) {
        // P_l = x P_{l−1} + (l−1)/l (x P_{l−1} − P_{l−2}): the difference form loses the least near x = 1.
        const next = x * value + ((l - 1) / l) * (x * value - previous);
        previous = value;
        value = next;
      }
      // dP_n/dθ = −n (P_{n−1} − x P_n)/sin θ
      slope = (-n * (previous - x * value)) / Math.sin(theta);
      const step = value / slope;
      theta -= step;
      if (Math.abs(step) < 1e-15 * theta) break;
    }
    nodes[n - 1 - i] = Math.cos(theta);
    nodes[i] = -nodes[n - 1 - i];
    weights[i] = weights[n - 1 - i] = 2 / (slope * slope); // 2/((1−x²) P'_n(x)²)
  }
  if (n % 2 === 1) {
    let p = 1; // P_{n−1}(0), so that P'_n(0) = n P_{n−1}(0)
    for (let l = 2; l < n; l += 2) p *= -(l - 1) / l;
    weights[n >> 1] = 2 / (n * p) ** 2;
  }
  return { nodes, weights };
}

/** The rule moved from [−1, 1] to each panel [edges[i], edges[i+1]] in turn. */
export function compositeRule(rule: Rule, edges: ArrayLike<number>): Rule {
  const n = rule.nodes.length;
  const panels = edges.length - 1;
  const nodes = new Float64Array(panels * n);
  const weights = new Float64Array(panels * n);
  for (let p = 0; p < panels; p++) {
    const half = (edges[p + 1]! - edges[p]!) / 2;
    const middle = (edges[p + 1]! + edges[p]!) / 2;
    for (let i = 0; i < n; i++) {
      nodes[p * n + i] = middle + half * rule.nodes[i]!;
      weights[p * n + i] = half * rule.weights[i]!;
    }
  }
  return { nodes, weights };
}
