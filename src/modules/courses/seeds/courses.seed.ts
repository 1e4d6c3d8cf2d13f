import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Seed, type SeedContext } from '../../../infra/seeding/index.js';
import { Accounts } from '../../users/index.js';
import { slugOf } from '../domain/slug.js';
import { AuthoredCourseRepository } from '../persistence/authored-course.repository.js';
import { CategoryRepository } from '../persistence/category.repository.js';
import { SAMPLE_CATALOGUE, SAMPLE_COURSES, type SampleCourse } from './samples.js';

/** Sample courses; who teaches them is looked up by e-mail address (000-56). */
@Injectable()
export class CoursesSeed extends Seed {
  readonly name = 'courses';
  override readonly dependsOn = ['users'];

  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly categories: CategoryRepository,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {
    super();
  }

  async isNeeded(): Promise<boolean> {
    return !(await this.courses.hasAny());
  }

  async run({ full }: SeedContext): Promise<void> {
    for (const sample of full ? [...SAMPLE_COURSES, ...SAMPLE_CATALOGUE] : SAMPLE_COURSES)
      await this.publish(sample);
  }

  private async publish({ instructorEmail, category, price, ...course }: SampleCourse): Promise<void> {
    const instructor = await this.accounts.findByEmail(instructorEmail);
    const shelf = await this.categories.findCourseCategory(category);
    if (!instructor)
      throw new Error(`The sample course "${course.title}" needs the instructor ${instructorEmail}.`);
    if (!shelf) throw new Error(`The sample course "${course.title}" needs the category ${category}.`);
    await this.courses.createUnlessTaken({
      ...course,
      slug: slugOf(course.title),
      categoryId: shelf.id,
      language: 'en',
      price: { amount: price, currency: 'USD' },
      instructorId: instructor.id,
      status: 'published',
      submittedAt: this.clock.now(),
      publishedAt: this.clock.now(),
    });
  }
}
