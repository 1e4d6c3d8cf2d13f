export { ErasureCancelled, ErasureScheduled, ExportReady } from './domain/privacy.events.js';
export { RotateKeys } from './application/rotate-keys.js';
export { PrivacyModule } from './privacy.module.js';
