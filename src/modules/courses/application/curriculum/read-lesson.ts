import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { CourseAccess } from '../../domain/course-access.js';
import { mayReadAll } from '../../domain/course-policy.js';
import type { Course } from '../../domain/course.js';
import { CourseErrors } from '../../domain/course.errors.js';
import { CurriculumErrors } from '../../domain/curriculum.errors.js';
import { handOut, type MaterialView } from '../../domain/handing-out.js';
import { viewOf, type LessonView, type Opening } from '../../domain/lesson-view.js';
import type { Lesson } from '../../domain/lesson.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';
import { LessonRepository } from '../../persistence/lesson.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';

const EVERYTHING: Opening = { materials: 'everything', solutions: true };

/**
 * Hands out what lessons and courses hold: the one way out for it. What somebody can see the title of but may not open is
 * refused with a reason; everything else doesn't exist for them.
 */
@Injectable()
export class ReadLesson {
  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
    private readonly access: CourseAccess,
  ) {}

  /**
   * @param who undefined for guests
   * @throws DomainError `lesson-not-found`, `not-enrolled`, `lesson-locked`
   */
  async execute(who: Principal | undefined, lessonId: string): Promise<LessonView> {
    const lesson = await this.lessons.findById(lessonId);
    const course = lesson && (await this.courses.findById(lesson.courseId));
    if (!lesson || !course) throw new DomainError(CurriculumErrors.lessonNotFound);
    if (who && mayReadAll(who, course)) return viewOf(lesson, EVERYTHING);
    if (!(await this.isActive(lesson))) throw new DomainError(CurriculumErrors.lessonNotFound);
    return viewOf(lesson, await this.opening(who, course, lesson));
  }

  /**
   * What accompanies a course (000-26). `preview` doesn't open it, and `limited` leaves the addresses out.
   *
   * @throws DomainError `course-not-found`, `not-enrolled`
   */
  async materials(who: Principal, courseId: string): Promise<MaterialView[]> {
    const course = await this.courses.findById(courseId);
    if (!course) throw new DomainError(CourseErrors.notFound);
    if (mayReadAll(who, course)) return handOut(course.materials, course, 'everything');
    const level = await this.access.levelOf(who.userId, courseId);
    if (level === 'full' || level === 'limited')
      return handOut(course.materials, course, level === 'full' ? 'downloads' : 'titles');
    throw new DomainError(isListed(course) ? CurriculumErrors.notEnrolled : CourseErrors.notFound);
  }

  private async opening(who: Principal | undefined, course: Course, lesson: Lesson): Promise<Opening> {
    const given = who && (await this.access.toLesson(who.userId, lesson));
    if (given?.allowed)
      return { materials: given.downloads ? 'downloads' : 'titles', solutions: given.completed };
    if (lesson.isFree && isListed(course)) return { materials: 'titles', solutions: false };
    if (given?.reason === 'locked') throw new DomainError(CurriculumErrors.lessonLocked);
    throw new DomainError(isListed(course) ? CurriculumErrors.notEnrolled : CurriculumErrors.lessonNotFound);
  }

  private async isActive(lesson: Lesson): Promise<boolean> {
    return lesson.isActive && ((await this.sections.findById(lesson.sectionId))?.isActive ?? false);
  }
}

/** Whether everybody sees the outline of it. */
const isListed = ({ status, isPublic }: Course): boolean => status === 'published' && isPublic;
