import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from './clock.js';
import { Ids, RandomIds } from './ids.js';
import { MonotonicClock, SystemMonotonicClock } from './monotonic-clock.js';

@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: Ids, useClass: RandomIds },
    { provide: MonotonicClock, useClass: SystemMonotonicClock },
  ],
  exports: [Clock, Ids, MonotonicClock],
})
export class ClockModule {}
