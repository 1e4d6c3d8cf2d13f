import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { Ids } from '../../../../infra/clock/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import type { NewCourse } from '../../domain/course-values.js';
import type { Course } from '../../domain/course.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';
import { CourseReferences } from './course-references.js';
import { orTaken, storeUnderFreeAddress } from './free-address.js';

/** Begins a course: a draft that belongs to who makes it (000-18, 000-25). */
@Injectable()
export class CreateCourse {
  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly references: CourseReferences,
    private readonly ids: Ids,
  ) {}

  /**
   * Without a slug the course gets the first free one of its title. Nothing can build on a course that doesn't exist yet,
   * so its prerequisites close no circle.
   *
   * @throws DomainError `slug-taken`, `unknown-category`, `unknown-phase`, `unknown-prerequisite`
   */
  async execute(who: Principal, { slug, ...values }: NewCourse): Promise<Course> {
    await this.references.check(who, values);
    const store = (address: string) =>
      this.courses.create({ ...values, slug: address, instructorId: who.userId });
    return slug === undefined
      ? storeUnderFreeAddress(values.title, 'course', this.ids, store)
      : orTaken(store(slug), AuthoringErrors.slugTaken);
  }
}
