export { ErasureCancelled, ErasureScheduled, ExportReady } from './domain/privacy.events.js';
export { PrivacyModule } from './privacy.module.js';
