export const EXPORT_STATUSES = ['queued', 'making', 'ready', 'failed', 'expired'] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** A copy of everything about somebody (002-38). */
export interface DataExport {
  readonly id: string;
  readonly userId: string;
  readonly status: ExportStatus;
  readonly requestedAt: Date;
  readonly readyAt: Date | null;
  /** When its file is removed. */
  readonly expiresAt: Date | null;
  readonly sizeBytes: number | null;
  /** How many chunks the file is kept in. */
  readonly chunks: number;
  /** The key of the chunks, encrypted. */
  readonly sealedKey: string | null;
}
