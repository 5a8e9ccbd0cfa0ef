/** A note where an ensemble is not finished: what follows is of fewer realisations then. */
export const incompleteNotes = (
  label: string,
  { realisations, expected }: { readonly realisations: number; readonly expected: number },
): string[] => (realisations < expected ? [`${realisations} of ${expected} realisations of ${label} are there`] : []);
