export { AuditTrail } from './application/audit-trail.js';
export { VerifyChain } from './application/verify-chain.js';
export { AuditModule, AuditWorkerModule } from './audit.module.js';
export type { AuditAction } from './domain/audit-action.js';
export type { ChainReport } from './domain/chain.js';
