import { Injectable } from '@nestjs/common';
import { Permission, type Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { CourseReports, Courses, Curricula } from '../../courses/index.js';
import { EnrollmentReports } from '../../enrollments/index.js';
import { PaymentReports } from '../../payments/index.js';

/** How a course is doing, for whoever teaches it. */
@Injectable()
export class CourseInsights {
  constructor(
    private readonly courses: Courses,
    private readonly curricula: Curricula,
    private readonly reports: CourseReports,
    private readonly enrollments: EnrollmentReports,
    private readonly payments: PaymentReports,
  ) {}

  /** @throws DomainError `not-found` for courses of others, too */
  async execute({ userId, permissions }: Principal, courseId: string) {
    const course = await this.courses.find(courseId);
    const mayRead = course?.instructorId === userId || permissions.has(Permission.ReadAnalytics);
    if (!course || !mayRead) throw new DomainError(CommonErrors.notFound);
    const [funnel, lessons, ratings, revenue] = await Promise.all([
      this.enrollments.funnel(courseId),
      this.lessonsOf(courseId),
      this.reports.ratingDistribution(courseId),
      this.payments.revenueByMonth(courseId),
    ]);
    return { course, funnel, lessons, ratings, revenue };
  }

  /** Where learners stop: every active lesson in its order, with those that nobody has begun. */
  private async lessonsOf(courseId: string) {
    const [outline, counts] = await Promise.all([
      this.curricula.outlineOf(courseId),
      this.enrollments.dropOff(courseId),
    ]);
    const byLesson = new Map(counts.map((count) => [count.lessonId, count]));
    return outline
      .filter(({ isActive }) => isActive)
      .map(({ id, title }) => ({
        lessonId: id,
        title,
        started: byLesson.get(id)?.started ?? 0,
        completed: byLesson.get(id)?.completed ?? 0,
      }));
  }
}
