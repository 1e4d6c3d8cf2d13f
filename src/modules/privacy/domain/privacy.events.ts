import { domainEvent } from '../../../common/events/index.js';

/** Somebody wants a copy of their data. For this module alone. */
export class ExportRequested extends domainEvent<{ exportId: string; userId: string }>('ExportRequested') {}

/** It can be downloaded, until `expiresAt` (ISO 8601). */
export class ExportReady extends domainEvent<{ exportId: string; userId: string; expiresAt: string }>(
  'ExportReady',
) {}

/** Somebody wants the account to be erased, at `dueAt` (ISO 8601). */
export class ErasureScheduled extends domainEvent<{ userId: string; dueAt: string }>('ErasureScheduled') {}

/** Somebody wants to keep it after all. */
export class ErasureCancelled extends domainEvent<{ userId: string }>('ErasureCancelled') {}
