import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import type { Page } from '../../../../common/pagination/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { NotebookErrors } from '../../domain/notebook.errors.js';
import { MAX_BOOKMARKS, type Bookmark, type Place } from '../../domain/notebook.js';
import { BookmarkRepository } from '../../persistence/bookmark.repository.js';
import { EngagementRepository } from '../../persistence/engagement.repository.js';
import { EnrollmentPolicy } from '../enrollment-policy.js';
import { LessonDesk } from '../lesson-desk.js';

/**
 * The places that a learner wants to come back to (003-23). Marking them takes access to the lesson; whoever has none any
 * more still sees them, and can remove them.
 */
@Injectable()
export class KeepBookmarks {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly desk: LessonDesk,
    private readonly bookmarks: BookmarkRepository,
    private readonly engagement: EngagementRepository,
    private readonly transactions: Transactions,
  ) {}

  /** @throws DomainError `enrollment-not-found` */
  async list(
    principal: Principal,
    enrollmentId: string,
    query: { lessonId?: string; limit: number; cursor?: string },
  ): Promise<Page<Bookmark>> {
    await this.policy.own(principal, enrollmentId);
    return this.bookmarks.pageOfEnrollment(enrollmentId, query);
  }

  /**
   * Marks a place. One that is marked already stays so, and gets the label if there is one.
   *
   * @returns also whether it is a new one
   * @throws DomainError those of {@link LessonDesk.enter}, `enrollment-not-found`, `too-many-bookmarks`
   */
  mark(
    principal: Principal,
    enrollmentId: string,
    place: Place,
    label: string | null,
  ): Promise<{ bookmark: Bookmark; isNew: boolean }> {
    return this.inTurn(enrollmentId, async () => {
      const enrollment = await this.policy.own(principal, enrollmentId);
      await this.desk.enter(enrollment, place.lessonId);
      const marked = await this.bookmarks.relabel(enrollmentId, place, label);
      if (marked) return { bookmark: marked, isNew: false };
      if (!(await this.engagement.countUp(enrollmentId, 'bookmarks', MAX_BOOKMARKS)))
        throw new DomainError(NotebookErrors.tooManyBookmarks);
      return { bookmark: await this.bookmarks.add(enrollment, place, label), isNew: true };
    });
  }

  /** @throws DomainError `enrollment-not-found`, `bookmark-not-found` */
  remove(principal: Principal, enrollmentId: string, bookmarkId: string): Promise<void> {
    return this.inTurn(enrollmentId, async () => {
      await this.policy.own(principal, enrollmentId);
      if (!(await this.bookmarks.remove(enrollmentId, bookmarkId)))
        throw new DomainError(NotebookErrors.bookmarkNotFound);
      await this.engagement.countDown(enrollmentId, 'bookmarks');
    });
  }

  private inTurn<T>(enrollmentId: string, work: () => Promise<T>): Promise<T> {
    return this.transactions.run(work, { inTurnOf: `enrollment:${enrollmentId}` });
  }
}
