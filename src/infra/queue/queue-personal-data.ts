import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
import { Consumers } from './consumers.js';
import { QueueConnection, type JobData } from './queue-connection.js';
import type { Job } from 'bullmq';

const BATCH = 100;
/** Where jobs rest. One that is being done is looked at the second time. */
const RESTING = ['failed', 'completed', 'delayed', 'waiting', 'prioritized'] as const;

/** What is done, or was given up. What is still to be done about somebody, such as passing on a seat, stays. */
const OVER: ReadonlySet<string> = new Set(['failed', 'completed']);

/**
 * Jobs carry ids. A reason that somebody wrote, or what a server answered when one failed, can say more, and a job about
 * somebody who is gone is of no use once it is over.
 */
@Injectable()
export class QueuePersonalData extends PersonalData {
  override readonly part = 'jobs';
  override readonly turn = 'traces';

  constructor(
    private readonly connection: QueueConnection,
    private readonly consumers: Consumers,
  ) {
    super();
  }

  override async erase(subject: Subject): Promise<void> {
    for (const name of this.consumers.queueNames()) await this.eraseFrom(name, subject);
  }

  private async eraseFrom(name: string, subject: Subject): Promise<void> {
    await this.connection.use(name, async (queue) => {
      for (const state of RESTING) {
        for (let from = 0; ;) {
          const jobs = (await queue.getJobs(state, from, from + BATCH - 1, true)).filter(Boolean);
          if (jobs.length === 0) break;
          const told = jobs.filter((job) => tellsOf(job, state, subject));
          // One that has just been taken up can't be removed; it will rest somewhere else the second time.
          const removed = await Promise.allSettled(told.map((job) => job.remove()));
          from += jobs.length - removed.filter(({ status }) => status === 'fulfilled').length;
        }
      }
    });
  }
}

function tellsOf(
  { data, failedReason, stacktrace }: Job<JobData>,
  state: (typeof RESTING)[number],
  { userId, identifiers }: Subject,
): boolean {
  if (OVER.has(state) && isAbout(data.payload, userId)) return true;
  const text = JSON.stringify([data, failedReason, stacktrace]);
  return identifiers.some((identifier) => text.includes(identifier));
}

/** What somebody decided about others is about those. */
const isAbout = (payload: object, userId: string): boolean =>
  JSON.stringify(payload, (name, value: unknown) => (name === 'by' ? undefined : value)).includes(userId);
