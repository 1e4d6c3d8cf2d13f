import { Module } from '@nestjs/common';
import { ScheduleModule as TimersModule } from '@nestjs/schedule';
import { RunReaper } from './run-reaper.js';
import { ScheduleModule } from './schedule.module.js';
import { Ticker } from './ticker.js';

/** Running jobs when they are due; for the worker process, which alone loads what that takes. */
@Module({ imports: [TimersModule.forRoot(), ScheduleModule], providers: [RunReaper, Ticker] })
export class ScheduleWorkerModule {}
