import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError, type ErrorType } from '../../../../common/errors/index.js';
import { mayEdit, mayReadAll } from '../../domain/course-policy.js';
import type { Course } from '../../domain/course.js';
import { CurriculumErrors } from '../../domain/curriculum.errors.js';
import type { Lesson } from '../../domain/lesson.js';
import type { Section } from '../../domain/section.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';
import { LessonRepository } from '../../persistence/lesson.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';

/** Finds sections and lessons by their own ids for those who make and review their course; for others they don't exist. */
@Injectable()
export class FindCurriculumItem {
  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
  ) {}

  /** @throws DomainError `section-not-found` */
  async sectionToEdit(who: Principal, id: string): Promise<Section> {
    return this.check(await this.sections.findById(id), CurriculumErrors.sectionNotFound, (course) =>
      mayEdit(who, course),
    );
  }

  /** @throws DomainError `section-not-found` */
  async sectionToRead(who: Principal, id: string): Promise<Section> {
    return this.check(await this.sections.findById(id), CurriculumErrors.sectionNotFound, (course) =>
      mayReadAll(who, course),
    );
  }

  /** @throws DomainError `lesson-not-found` */
  async lessonToEdit(who: Principal, id: string): Promise<Lesson> {
    return this.check(await this.lessons.findById(id), CurriculumErrors.lessonNotFound, (course) =>
      mayEdit(who, course),
    );
  }

  private async check<T extends { courseId: string }>(
    item: T | undefined,
    notFound: ErrorType,
    may: (course: Course) => boolean,
  ): Promise<T> {
    const course = item && (await this.courses.findById(item.courseId));
    if (!item || !course || !may(course)) throw new DomainError(notFound);
    return item;
  }
}
