import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import type { Page } from '../../../../common/pagination/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { NotebookErrors } from '../../domain/notebook.errors.js';
import { MAX_NOTES, type Note, type NoteChanges, type NoteValues } from '../../domain/notebook.js';
import { EngagementRepository } from '../../persistence/engagement.repository.js';
import { NoteRepository } from '../../persistence/note.repository.js';
import { EnrollmentPolicy } from '../enrollment-policy.js';
import { LessonDesk } from '../lesson-desk.js';

/**
 * A learner's notes (000-37). Writing them takes access to the lesson; whoever has none any more still reads them, and
 * can take them back.
 */
@Injectable()
export class KeepNotes {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly desk: LessonDesk,
    private readonly notes: NoteRepository,
    private readonly engagement: EngagementRepository,
    private readonly transactions: Transactions,
  ) {}

  /** @throws DomainError `enrollment-not-found` */
  async list(
    principal: Principal,
    enrollmentId: string,
    query: { lessonId?: string; limit: number; cursor?: string },
  ): Promise<Page<Note>> {
    await this.policy.own(principal, enrollmentId);
    return this.notes.pageOfEnrollment(enrollmentId, query);
  }

  /** @throws DomainError those of {@link LessonDesk.enter}, `enrollment-not-found`, `too-many-notes` */
  write(principal: Principal, enrollmentId: string, note: NoteValues): Promise<Note> {
    return this.inTurn(enrollmentId, async () => {
      const enrollment = await this.policy.own(principal, enrollmentId);
      await this.desk.enter(enrollment, note.lessonId);
      if (!(await this.engagement.countUp(enrollmentId, 'notes', MAX_NOTES)))
        throw new DomainError(NotebookErrors.tooManyNotes);
      return this.notes.add(enrollment, note);
    });
  }

  /** @throws DomainError those of {@link LessonDesk.enter}, `enrollment-not-found`, `note-not-found` */
  async change(
    principal: Principal,
    enrollmentId: string,
    noteId: string,
    changes: NoteChanges,
  ): Promise<Note> {
    const enrollment = await this.policy.own(principal, enrollmentId);
    const note = await this.notes.findOfEnrollment(enrollmentId, noteId);
    if (!note) throw new DomainError(NotebookErrors.noteNotFound);
    await this.desk.enter(enrollment, note.lessonId);
    const changed = await this.notes.rewrite(noteId, changes);
    if (!changed) throw new DomainError(NotebookErrors.noteNotFound);
    return changed;
  }

  /** @throws DomainError `enrollment-not-found`, `note-not-found` */
  remove(principal: Principal, enrollmentId: string, noteId: string): Promise<void> {
    return this.inTurn(enrollmentId, async () => {
      await this.policy.own(principal, enrollmentId);
      if (!(await this.notes.remove(enrollmentId, noteId)))
        throw new DomainError(NotebookErrors.noteNotFound);
      await this.engagement.countDown(enrollmentId, 'notes');
    });
  }

  private inTurn<T>(enrollmentId: string, work: () => Promise<T>): Promise<T> {
    return this.transactions.run(work, { inTurnOf: `enrollment:${enrollmentId}` });
  }
}
