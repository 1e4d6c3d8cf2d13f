import { Injectable } from '@nestjs/common';
import { inCurriculumOrder } from '../domain/curriculum.js';
import type { LessonOutline } from '../domain/lesson.js';
import type { Section } from '../domain/section.js';
import { LessonRepository } from '../persistence/lesson.repository.js';
import { SectionRepository } from '../persistence/section.repository.js';

/** What a course consists of, without what its lessons hold. */
@Injectable()
export class Curricula {
  constructor(
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
  ) {}

  /** All lessons in the order of the curriculum, active and inactive. */
  async outlineOf(courseId: string): Promise<readonly LessonOutline[]> {
    return inCurriculumOrder(
      await this.sections.findOfCourse(courseId),
      await this.lessons.findOutlinesOfCourse(courseId),
    );
  }

  /** All sections in their order, active and inactive. */
  sectionsOf(courseId: string): Promise<readonly Section[]> {
    return this.sections.findOfCourse(courseId);
  }

  async findLesson(lessonId: string): Promise<LessonOutline | undefined> {
    const lesson = await this.lessons.findOutline(lessonId);
    const section = lesson && (await this.sections.findById(lesson.sectionId));
    return section && { ...lesson, isActive: lesson.isActive && section.isActive };
  }
}
