/**
 * scheduled: can be cancelled. erasing: some steps are done. sweeping: all are done once, and will be done again for what
 * was under way. erased: nothing is left. cancelled: the account stays.
 */
export const ERASURE_STATUSES = ['scheduled', 'erasing', 'sweeping', 'erased', 'cancelled'] as const;
export type ErasureStatus = (typeof ERASURE_STATUSES)[number];

/** Somebody's wish to be forgotten (002-38, A.7). */
export interface ErasureRequest {
  readonly id: string;
  readonly userId: string;
  readonly status: ErasureStatus;
  readonly requestedAt: Date;
  /** When the next thing is to be done: erasing, or sweeping. */
  readonly dueAt: Date;
  /** The steps that are done in this round. */
  readonly done: readonly string[];
  readonly finishedAt: Date | null;
}
