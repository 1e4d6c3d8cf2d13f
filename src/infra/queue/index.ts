export { Consumes, PermanentFailure, type JobContext } from './consumes.decorator.js';
export { DeadLetters, type DeadLetter } from './dead-letters.js';
export { jobQueue, type JobQueueOptions } from './job-queue.js';
export { QueueModule, QueueWorkerModule } from './queue.module.js';
export { settlesWithin } from './settles-within.js';
export { Queues, type NewJob } from './queues.js';
