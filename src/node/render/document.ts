/** A document to draw in, where there is no browser. */
import { parseHTML } from 'linkedom';

/** An empty document of linkedom's, of which the figures use the DOM's common core alone. */
export function figureDocument(): Document {
  return parseHTML('<!doctype html><html><body></body></html>').document as unknown as Document;
}
