import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Seed, type SeedContext } from '../../../infra/seeding/index.js';
import { Accounts } from '../../users/index.js';
import { Curricula } from '../application/curricula.js';
import { totalsOf } from '../domain/curriculum.js';
import { slugOf } from '../domain/slug.js';
import { AuthoredCourseRepository } from '../persistence/authored-course.repository.js';
import { CategoryRepository } from '../persistence/category.repository.js';
import { CourseCountersRepository } from '../persistence/course-counters.repository.js';
import { LessonRepository } from '../persistence/lesson.repository.js';
import { PhaseRepository } from '../persistence/phase.repository.js';
import { SectionRepository } from '../persistence/section.repository.js';
import type { SampleCourse } from './sample-course.js';
import { SAMPLE_CATALOGUE } from './samples/catalogue.js';
import { JAVASCRIPT_FUNDAMENTALS } from './samples/javascript-fundamentals.js';
import { SAMPLE_PHASES, type SamplePhase } from './samples/phases.js';
import { UNPUBLISHED } from './samples/unpublished.js';

/** Sample courses; who teaches them is looked up by e-mail address (000-56). */
@Injectable()
export class CoursesSeed extends Seed {
  readonly name = 'courses';
  override readonly dependsOn = ['users'];

  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly counters: CourseCountersRepository,
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
    private readonly curricula: Curricula,
    private readonly categories: CategoryRepository,
    private readonly phases: PhaseRepository,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {
    super();
  }

  async isNeeded(): Promise<boolean> {
    return !(await this.courses.hasAny());
  }

  async run({ full }: SeedContext): Promise<void> {
    await this.storePhases(full ? SAMPLE_PHASES : SAMPLE_PHASES.slice(0, 1));
    const samples = full
      ? [JAVASCRIPT_FUNDAMENTALS, ...UNPUBLISHED, ...SAMPLE_CATALOGUE]
      : [JAVASCRIPT_FUNDAMENTALS];
    for (const sample of samples) await this.transactions.run(() => this.store(sample));
  }

  private async storePhases(samples: readonly SamplePhase[]): Promise<void> {
    const ids = new Map((await this.phases.findAll()).map(({ slug, id }) => [slug, id]));
    for (const { after, ...phase } of samples) {
      if (ids.has(phase.slug)) continue;
      const prerequisites = after.map((slug) => ids.get(slug)!);
      ids.set(phase.slug, (await this.phases.create({ ...phase, prerequisites })).id);
    }
  }

  /** Leaves a course that is there already as it is, with everything in it. */
  private async store(sample: SampleCourse): Promise<void> {
    const { instructorEmail, category, phase, price, sections, status, ...values } = sample;
    const instructor = await this.accounts.findByEmail(instructorEmail);
    const shelf = await this.categories.findCourseCategory(category);
    if (!instructor)
      throw new Error(`The sample course "${values.title}" needs the instructor ${instructorEmail}.`);
    if (!shelf) throw new Error(`The sample course "${values.title}" needs the category ${category}.`);
    const now = this.clock.now();
    const courseId = await this.courses.createUnlessTaken({
      ...values,
      slug: slugOf(values.title),
      categoryId: shelf.id,
      phaseId: await this.phaseId(phase),
      price: { amount: price, currency: 'USD' },
      instructorId: instructor.id,
      status,
      submittedAt: status === 'draft' ? null : now,
      submittedVersion: status === 'draft' ? null : 0,
      publishedAt: status === 'published' ? now : null,
    });
    if (courseId) await this.storeCurriculum(courseId, sections);
  }

  private async phaseId(slug: string | undefined): Promise<string | null> {
    return (await this.phases.findAll()).find((phase) => phase.slug === slug)?.id ?? null;
  }

  private async storeCurriculum(courseId: string, sections: SampleCourse['sections']): Promise<void> {
    for (const [index, { lessons, ...section }] of sections.entries()) {
      const { id: sectionId } = await this.sections.add({ ...section, courseId, order: index + 1 });
      for (const [at, lesson] of lessons.entries())
        await this.lessons.add({ courseId, sectionId, order: at + 1 }, lesson);
    }
    await this.counters.setTotals(courseId, totalsOf(await this.curricula.outlineOf(courseId)));
  }
}
