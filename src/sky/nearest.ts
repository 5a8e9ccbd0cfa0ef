/** The nearest of many points in space, by a k-d tree (Bentley 1975, Commun. ACM 18, 509). */

/** Points in a leaf, searched one by one. */
const LEAF = 8;

/**
 * A function that gives the squared distance from (x, y, z) to the nearest of the chosen points, or `limit` where none is
 * closer than that.
 * @param points x, y, z interleaved
 * @param chosen indices into them, at least one
 */
export function nearestOf(
  points: Float64Array,
  chosen: ArrayLike<number>,
): (x: number, y: number, z: number, limit: number) => number {
  const order = Int32Array.from(chosen);
  sortRange(points, order, 0, order.length, 0);

  return (x, y, z, limit) => {
    let best = limit;
    const target = [x, y, z] as const;
    const visit = (from: number, to: number, axis: 0 | 1 | 2): void => {
      if (to - from <= LEAF) {
        for (let i = from; i < to; i++) best = Math.min(best, squareTo(order[i]));
        return;
      }
      const middle = (from + to) >> 1;
      const next = ((axis + 1) % 3) as 0 | 1 | 2;
      const apart = target[axis] - points[3 * order[middle] + axis];
      best = Math.min(best, squareTo(order[middle]));
      const below = () => visit(from, middle, next);
      const above = () => visit(middle + 1, to, next);
      (apart < 0 ? below : above)();
      if (apart * apart < best) (apart < 0 ? above : below)();
    };
    const squareTo = (point: number) =>
      (x - points[3 * point]) ** 2 + (y - points[3 * point + 1]) ** 2 + (z - points[3 * point + 2]) ** 2;
    visit(0, order.length, 0);
    return best;
  };
}

/** Halves by the median of one axis after the other, down to leaves; the median itself stays between its halves. */
function sortRange(points: Float64Array, order: Int32Array, from: number, to: number, axis: number): void {
  if (to - from <= LEAF) return;
  const middle = (from + to) >> 1;
  select(points, order, from, to - 1, middle, axis);
  sortRange(points, order, from, middle, (axis + 1) % 3);
  sortRange(points, order, middle + 1, to, (axis + 1) % 3);
}

/** Hoare's selection: the k-th smallest comes to place k, smaller ones before it, larger ones behind. */
function select(points: Float64Array, order: Int32Array, low: number, high: number, k: number, axis: number): void {
  let [left, right] = [low, high];
  while (left < right) {
    const pivot = points[3 * order[(left + right) >> 1] + axis];
    let [i, j] = [left, right];
    while (i <= j) {
      while (points[3 * order[i] + axis] < pivot) i++;
      while (points[3 * order[j] + axis] > pivot) j--;
      if (i <= j) {
        const swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
        i++;
        j--;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}
