import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { AuditTrail } from '../../../audit/index.js';
import type { Course } from '../../domain/course.js';
import { LessonRepository } from '../../persistence/lesson.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';
import { curriculumChanges } from './curriculum-changes.js';

/** Records what somebody else than its author changes of a curriculum; what authors change of their own is theirs. */
@Injectable()
export class RecordCurriculum {
  constructor(
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Joins the caller's transaction. */
  async around<T>(
    { userId }: Principal,
    { id, instructorId }: Pick<Course, 'id' | 'instructorId'>,
    work: () => Promise<T>,
  ): Promise<T> {
    if (userId === instructorId) return work();
    const before = await this.itemsOf(id);
    const result = await work();
    await this.audit.record({
      action: 'course.curriculum-changed',
      target: { type: 'course', id },
      subject: instructorId,
      ...curriculumChanges(before, await this.itemsOf(id)),
    });
    return result;
  }

  private async itemsOf(courseId: string) {
    const sections = await this.sections.findOfCourse(courseId);
    return { sections, lessons: await this.lessons.findOfCourse(courseId) };
  }
}
