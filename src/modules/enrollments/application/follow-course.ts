import { Injectable } from '@nestjs/common';
import { Courses } from '../../courses/index.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { LessonProgressRepository } from '../persistence/lesson-progress.repository.js';

/** Enrollments and progress go and come back with their course; certificates and payments stay (A.7, cascades). */
@Injectable()
export class FollowCourse {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly progress: LessonProgressRepository,
    private readonly courses: Courses,
  ) {}

  async deleted(courseId: string, batch: { id: string; at: Date }): Promise<void> {
    // The course has come back since, and so would they: this message is late.
    if (await this.courses.find(courseId)) return;
    await this.enrollments.deleteOfCourse(courseId, batch);
    await this.progress.deleteOfCourse(courseId, batch);
  }

  async restored(batchId: string): Promise<void> {
    await this.enrollments.restore(batchId);
    await this.progress.restore(batchId);
  }
}
