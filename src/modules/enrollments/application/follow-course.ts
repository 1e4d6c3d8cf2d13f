import { Injectable } from '@nestjs/common';
import { Courses } from '../../courses/index.js';
import { BookmarkRepository } from '../persistence/bookmark.repository.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { LessonProgressRepository } from '../persistence/lesson-progress.repository.js';
import { NoteRepository } from '../persistence/note.repository.js';

/**
 * Enrollments, progress, notes and bookmarks go and come back with their course; certificates and payments stay (A.7,
 * cascades).
 */
@Injectable()
export class FollowCourse {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly progress: LessonProgressRepository,
    private readonly notes: NoteRepository,
    private readonly bookmarks: BookmarkRepository,
    private readonly courses: Courses,
  ) {}

  async deleted(courseId: string, batch: { id: string; at: Date }): Promise<void> {
    // The course has come back since, and so would they: this message is late.
    if (await this.courses.find(courseId)) return;
    await this.enrollments.deleteOfCourse(courseId, batch);
    await this.progress.deleteOfCourse(courseId, batch);
    await this.notes.deleteOfCourse(courseId, batch);
    await this.bookmarks.deleteOfCourse(courseId, batch);
  }

  async restored(batchId: string): Promise<void> {
    await this.enrollments.restore(batchId);
    await this.progress.restore(batchId);
    await this.notes.restore(batchId);
    await this.bookmarks.restore(batchId);
  }
}
