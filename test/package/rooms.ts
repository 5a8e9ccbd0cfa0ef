/** In the order of the stream, from pure numerics to the command line. */
export const ROOMS: readonly string[] = [
  'math',
  'model',
  'kernels',
  'theory',
  'sky',
  'simulation',
  'ensemble',
  'coverage',
  'files',
  'fit',
  'figures',
  'studies',
  'node',
  'campaign',
  'cli',
];
