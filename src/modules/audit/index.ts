export { AuditTrail } from './application/audit-trail.js';
export { AuditModule } from './audit.module.js';
export type { AuditAction } from './domain/audit-action.js';
