/** What the executor and its worker threads say to each other. */
import type { RealisationRecord } from '../../../ensemble/record.ts';

export interface ToWorker {
  /** The realisation to make. */
  readonly index: number;
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly index: number; readonly fraction: number }
  | { readonly kind: 'done'; readonly index: number; readonly record: RealisationRecord }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly hint?: string | undefined;
      readonly where?: string | undefined;
      /** Whether the user can do something about it. */
      readonly user: boolean;
    };
