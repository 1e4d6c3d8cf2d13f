import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ServedAnswers } from '../../../../infra/cache/index.js';
import { Ids } from '../../../../infra/clock/index.js';
import { ViewBatches, type ViewBatch } from './view-batches.js';

/** What `@Cached` calls the page of a course. */
export const COURSE_PAGE = 'course-page';

const SEND_EVERY_MS = 5_000;

/**
 * Counts the views of courses in this process's memory, those that the cache answers included (000-28), and sends them on
 * every few seconds and at the end. A view costs no write; a process that is killed loses a few seconds' views.
 *
 * A batch keeps its id until Redis has it for certain, and the worker counts each id once. So while Redis is gone there are
 * two maps here, however long that takes: the batch that waits, and what came after it.
 */
@Injectable()
export class ViewCounter implements OnApplicationBootstrap, OnApplicationShutdown {
  private views = new Map<string, number>();
  private unsent: ViewBatch | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly served: ServedAnswers,
    private readonly batches: ViewBatches,
    private readonly ids: Ids,
  ) {}

  onApplicationBootstrap(): void {
    this.served.subscribe(COURSE_PAGE, ({ params }) => this.count((params as { idOrSlug: string }).idOrSlug));
    this.timer = setInterval(() => void this.send(), SEND_EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    // What waited from before, and what came since.
    await this.send();
    await this.send();
  }

  /** Sends one batch, if there is any. */
  async send(): Promise<void> {
    if (!this.unsent) {
      if (this.views.size === 0) return;
      this.unsent = { id: this.ids.uuid(), views: this.views };
      this.views = new Map();
    }
    const batch = this.unsent;
    if ((await this.batches.put(batch)) && this.unsent === batch) this.unsent = undefined;
  }

  private count(idOrSlug: string): void {
    this.views.set(idOrSlug, (this.views.get(idOrSlug) ?? 0) + 1);
  }
}
