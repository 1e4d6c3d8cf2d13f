import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageInfoDto, PageQuery } from '../../../common/pagination/index.js';
import { RUN_STATUSES, type JobRun, type RunStatus } from '../../../infra/schedule/index.js';

export class JobRunQuery extends PageQuery {
  /**
   * Only runs of this job
   * @example "enrollments.end-overdue"
   */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  job?: string;

  /** Only runs that ended, or stand, like this */
  @IsOptional()
  @IsIn(RUN_STATUSES)
  @ApiProperty({ enum: RUN_STATUSES, required: false })
  status?: RunStatus;
}

export class JobRunDto {
  /** @example "665f1c2ab7e4c0a1d2e3f406" */
  id: string;

  /** @example "enrollments.end-overdue" */
  job: string;

  /**
   * When it was due
   * @example "2026-01-15T02:00:00.000Z"
   */
  dueAt: string;

  @ApiProperty({ enum: ['schedule', 'manual'], example: 'schedule' })
  trigger: 'schedule' | 'manual';

  @ApiProperty({ enum: RUN_STATUSES, example: 'succeeded' })
  status: RunStatus;

  /** @example "2026-01-15T02:00:00.120Z" */
  startedAt: string;

  /** @example "2026-01-15T02:00:03.480Z" */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt: string | null;

  /**
   * How long it took, in milliseconds
   * @example 3360
   */
  @ApiProperty({ type: Number, nullable: true })
  durationMs: number | null;

  /** What went wrong */
  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;

  /** What the job counted */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, example: { expired: 12 } })
  counts: Record<string, number>;

  static of(run: JobRun): JobRunDto {
    return {
      id: run._id.toString(),
      job: run.job,
      dueAt: run.tick.toISOString(),
      trigger: run.trigger,
      status: run.status,
      startedAt: run.startedAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
      durationMs: run.durationMs ?? null,
      error: run.error ?? null,
      counts: run.counts ?? {},
    };
  }
}

export class JobRunPageDto {
  data: JobRunDto[];
  page: PageInfoDto;
}

export class StartedRunDto {
  /**
   * The run's id; it can be read as soon as a worker has taken it up
   * @example "665f1c2ab7e4c0a1d2e3f406"
   */
  runId: string;
}
