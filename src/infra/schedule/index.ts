export { JobRuns } from './job-runs.js';
export { RUN_STATUSES, type JobRun, type RunStatus } from './job-run.schema.js';
export { ScheduleModule } from './schedule.module.js';
export { Scheduled, type RunContext, type RunCounts } from './scheduled.decorator.js';
export { Schedules } from './schedules.js';
