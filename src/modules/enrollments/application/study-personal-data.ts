import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import {
  PersonalData,
  rowsOf,
  valuesOf,
  type PersonalFile,
  type Subject,
} from '../../../infra/personal-data/index.js';
import { Courses } from '../../courses/index.js';
import { nextStatus } from '../domain/enrollment-states.js';
import { StudyPersonalDataRepository } from '../persistence/study-personal-data.repository.js';
import { certificateTag } from './certificates.js';
import { Transitions } from './transitions.js';

/** What somebody learned, and the papers about it. */
@Injectable()
export class StudyPersonalData extends PersonalData {
  override readonly part = 'learning';

  constructor(
    private readonly records: StudyPersonalDataRepository,
    private readonly transitions: Transitions,
    private readonly courses: Courses,
    private readonly cache: CacheService,
  ) {
    super();
  }

  override filesOf(userId: string): PersonalFile[] {
    const { records } = this;
    return [
      {
        name: 'enrollments',
        about: 'The courses that you are or were enrolled in',
        rows: () =>
          rowsOf(records.enrollmentsOf(userId), ({ history, ...enrollment }) => ({
            ...valuesOf(enrollment, 'user'),
            history: history.map(({ by: _by, ...entry }) => entry),
          })),
      },
      {
        name: 'progress',
        about: 'What you did in each lesson, and what you said of it',
        rows: () => rowsOf(records.progressOf(userId), (progress) => valuesOf(progress, 'user')),
      },
      {
        name: 'notes',
        about: 'Your notes',
        rows: () => rowsOf(records.notesOf(userId), (note) => valuesOf(note, 'user')),
      },
      {
        name: 'bookmarks',
        about: 'Your bookmarks',
        rows: () => rowsOf(records.bookmarksOf(userId), (bookmark) => valuesOf(bookmark, 'user')),
      },
      {
        name: 'certificates',
        about: 'Your certificates',
        rows: () =>
          rowsOf(records.certificatesOf(userId), ({ revocation, ...certificate }) => ({
            ...valuesOf(certificate, 'user'),
            revocation: revocation && { at: revocation.at, reason: revocation.reason },
          })),
      },
    ];
  }

  override async erase({ userId }: Subject): Promise<void> {
    await this.freeSeats(userId);
    await this.records.clearTraces(userId);
    const codes = [
      ...(await this.records.clearHolder(userId)),
      ...(await this.records.clearInstructor(await this.courses.idsTaughtBy(userId))),
    ];
    await this.cache.invalidate(...codes.map(certificateTag));
  }

  /** Others wait for them. What money is held for gives its seat back with that money. */
  private async freeSeats(userId: string): Promise<void> {
    for (const enrollment of await this.records.runningOf(userId)) {
      if (enrollment.status === 'pending' && enrollment.payment?.status === 'completed') continue;
      const trigger = nextStatus(enrollment.status, 'dropped') ? 'dropped' : 'cancelled';
      try {
        await this.transitions.apply(enrollment, trigger);
      } catch (error) {
        // It has changed meanwhile, and is looked at again with the second round.
        if (!DomainError.is(error, CommonErrors.conflict)) throw error;
      }
    }
  }
}
