import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import type { Page } from '../../common/pagination/index.js';
import { duplicateFields, Repository, trusted } from '../mongo/index.js';
import type { JobRun, RunStatus } from './job-run.schema.js';

export const JOB_RUN_MODEL = 'JobRun';

export type NewRun = Pick<JobRun, 'job' | 'tick' | 'trigger' | 'host' | 'startedAt'>;
export type Outcome = Pick<JobRun, 'error' | 'counts'> & { status: Exclude<RunStatus, 'running'> };

export interface JobRunQuery {
  readonly job?: string;
  readonly status?: RunStatus;
  readonly limit: number;
  readonly cursor?: string;
}

/** The runs of scheduled jobs: what happened, and who may run a tick. */
@Injectable()
export class JobRuns extends Repository<JobRun> {
  constructor(@InjectModel(JOB_RUN_MODEL) model: Model<JobRun>) {
    super(model);
  }

  /** The latest first. */
  list({ job, status, limit, cursor }: JobRunQuery): Promise<Page<JobRun>> {
    const filter = { ...(job !== undefined && { job }), ...(status !== undefined && { status }) };
    return this.page(filter, { sort: { _id: -1 }, limit, cursor });
  }

  findRun(runId: string): Promise<JobRun | null> {
    return this.findOneById(runId);
  }

  /**
   * Takes a tick.
   *
   * @param runId an id that was given out beforehand
   * @returns the run, or undefined when the tick or the id is taken
   */
  async begin(run: NewRun, runId?: string): Promise<JobRun | undefined> {
    try {
      return await this.insert({ ...run, _id: new Types.ObjectId(runId), status: 'running' });
    } catch (error) {
      if (duplicateFields(error).length > 0) return undefined;
      throw error;
    }
  }

  /** Records that a run has its lock; any run of the job with a lower fence has lost it, so it is over. */
  async lock(run: JobRun, fence: number, now: Date): Promise<void> {
    await this.model.updateMany(
      { job: run.job, status: 'running', fence: trusted({ $lt: fence }) },
      { $set: { status: 'abandoned', finishedAt: now, error: 'The run lost its lock to another.' } },
    );
    await this.updateOne({ _id: run._id }, { $set: { fence } });
  }

  /** Ends a run. @returns false when it had been given up in the meantime; then nothing is changed */
  finish(run: JobRun, outcome: Outcome, now: Date): Promise<boolean> {
    const durationMs = now.getTime() - run.startedAt.getTime();
    return this.updateOne(
      { _id: run._id, status: 'running' },
      { $set: { ...outcome, finishedAt: now, durationMs } },
    );
  }

  running(): Promise<JobRun[]> {
    return this.find({ status: 'running' });
  }
}
