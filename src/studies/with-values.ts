/** Thrown where a value is not there yet. */
class Missing {
  readonly x: number;

  constructor(x: number) {
    this.x = x;
  }
}

/**
 * What `work` gives, which asks for values of a slow function, with a pause before each of them. It begins anew when a value has
 * been added: so it has to be quick apart from those values, and to ask for the same ones again.
 */
export async function withValues<V, T>(
  slow: (x: number) => V,
  work: (known: (x: number) => V) => T,
  pause: () => Promise<void>,
): Promise<T> {
  const values = new Map<number, V>();
  const known = (x: number): V => {
    if (!values.has(x)) throw new Missing(x);
    return values.get(x) as V;
  };
  for (;;) {
    try {
      return work(known);
    } catch (stop) {
      if (!(stop instanceof Missing)) throw stop;
      await pause();
      values.set(stop.x, slow(stop.x));
    }
  }
}
