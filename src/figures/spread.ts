/**
 * Move labels along a line so that neighbours are at least `gap` apart, all within [low, high], each as near to where
 * it wants to be as its neighbours allow. Returns the places in the order of the input.
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  // Clusters that touch are merged and centred on the mean of what their members want (isotonic regression).
  const clusters: { members: number[]; centre: number }[] = [];
  const half = (cluster: { members: number[] }) => ((cluster.members.length - 1) * gap) / 2;
  const clamp = (cluster: { members: number[]; centre: number }) => {
    cluster.centre = Math.max(low + half(cluster), Math.min(high - half(cluster), cluster.centre));
  };
  for (const i of order) {
    let cluster = { members: [i], centre: wanted[i] };
    clamp(cluster);
    for (;;) {
      const previous = clusters.at(-1);
      if (!previous || cluster.centre - half(cluster) - (previous.centre + half(previous)) >= gap - 1e-9) break;
      clusters.pop();
      const members = [...previous.members, ...cluster.members];
      // What the k-th member wants of the centre is its own place less its offset within the cluster.
      const centre =
        members.reduce((sum, m, k) => sum + wanted[m] - (k - (members.length - 1) / 2) * gap, 0) / members.length;
      cluster = { members, centre };
      clamp(cluster);
    }
    clusters.push(cluster);
  }
  const places = new Array<number>(wanted.length);
  for (const cluster of clusters) {
    cluster.members.forEach((m, k) => {
      places[m] = cluster.centre - half(cluster) + k * gap;
    });
  }
  return places;
}
