import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import type { CourseCard, CoursePage, PublicSection } from '../../domain/catalogue.js';
import { CourseErrors } from '../../domain/course.errors.js';
import { CatalogueRepository } from '../../persistence/catalogue.repository.js';
import { OutlineRepository } from '../../persistence/outline.repository.js';
import { LabelCourses, type Labels } from './label-courses.js';

export interface CourseView {
  readonly course: CoursePage;
  readonly sections: readonly PublicSection[];
  /** Those of them that are in the catalogue. */
  readonly prerequisites: readonly CourseCard[];
  readonly labels: Labels;
}

/** The page of a published course: all that everybody may know of it, and nothing that its lessons hold. */
@Injectable()
export class ReadCourse {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly outlines: OutlineRepository,
    private readonly label: LabelCourses,
  ) {}

  /** @throws DomainError `course-not-found` */
  async execute(idOrSlug: string): Promise<CourseView> {
    const course = await this.catalogue.findPage(idOrSlug);
    if (!course) throw new DomainError(CourseErrors.notFound);
    const [sections, prerequisites, labels] = await Promise.all([
      this.outlines.find(course.id),
      this.catalogue.findCards(course.prerequisites),
      this.label.execute([course]),
    ]);
    return { course, sections, prerequisites: [...prerequisites.values()], labels };
  }
}
