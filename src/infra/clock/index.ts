export { ClockModule } from './clock.module.js';
export { Clock } from './clock.js';
export { Ids } from './ids.js';
export { MonotonicClock } from './monotonic-clock.js';
