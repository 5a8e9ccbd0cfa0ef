/** A function that computes its value for each number once. */
export function remember<T>(f: (x: number) => T): (x: number) => T {
  const known = new Map<number, { readonly value: T }>();
  return (x) => {
    const found = known.get(x) ?? { value: f(x) };
    known.set(x, found);
    return found.value;
  };
}
