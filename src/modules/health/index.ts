export { HealthModule, HealthWorkerModule } from './health.module.js';
