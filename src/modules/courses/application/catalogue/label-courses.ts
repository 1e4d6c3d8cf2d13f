import { Injectable } from '@nestjs/common';
import type { CourseCard } from '../../domain/catalogue.js';
import { InstructorNames } from './instructor-names.js';
import { ShelfDirectory, type Directory } from './shelf-directory.js';

/** What courses refer to, in words. */
export interface Labels {
  readonly shelves: Directory;
  /** By id of the instructor. */
  readonly names: ReadonlyMap<string, string>;
}

/** Finds the words for what courses refer to. */
@Injectable()
export class LabelCourses {
  constructor(
    private readonly shelves: ShelfDirectory,
    private readonly instructors: InstructorNames,
  ) {}

  async execute(courses: readonly Pick<CourseCard, 'instructorId'>[]): Promise<Labels> {
    const [shelves, names] = await Promise.all([
      this.shelves.read(),
      this.instructors.of(courses.map(({ instructorId }) => instructorId)),
    ]);
    return { shelves, names };
  }
}
