export { RetentionModule } from './retention.module.js';
export { RetentionRules } from './retention-rules.js';
export { Retention } from './retention.js';
