import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import { mayEdit } from '../../domain/course-policy.js';
import type { CourseChanges } from '../../domain/course-values.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';
import { CategoryRepository } from '../../persistence/category.repository.js';
import { PhaseRepository } from '../../persistence/phase.repository.js';

/** Checks what a course refers to. */
@Injectable()
export class CourseReferences {
  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly categories: CategoryRepository,
    private readonly phases: PhaseRepository,
  ) {}

  /** @throws DomainError `unknown-category`, `unknown-phase`, `unknown-prerequisite` */
  async check(who: Principal, { categoryId, phaseId, prerequisites }: CourseChanges): Promise<void> {
    if (categoryId && !(await this.categories.findCourseCategoryById(categoryId)))
      throw new DomainError(AuthoringErrors.unknownCategory);
    if (phaseId && !(await this.phases.findById(phaseId)))
      throw new DomainError(AuthoringErrors.unknownPhase);
    if (prerequisites?.length) await this.checkPrerequisites(who, prerequisites);
  }

  /** Learners must be able to get at them, or the author must know them already. */
  private async checkPrerequisites(who: Principal, ids: readonly string[]): Promise<void> {
    const found = await this.courses.findInfo(ids);
    const usable = new Set(
      found.filter((course) => course.isOpen || mayEdit(who, course)).map(({ id }) => id),
    );
    const errors = ids.flatMap((id, index) =>
      usable.has(id)
        ? []
        : [
            {
              pointer: `/prerequisites/${index}`,
              code: 'unknown-prerequisite',
              detail: 'must be the id of a published course or one of your own',
            },
          ],
    );
    if (errors.length > 0) throw new DomainError(AuthoringErrors.unknownPrerequisite, { errors });
  }
}
