import { Injectable } from '@nestjs/common';
import { mayBeKept } from '../domain/handing-out.js';
import type { OfferedMaterial } from '../domain/material.js';
import { AuthoredCourseRepository } from '../persistence/authored-course.repository.js';
import { LessonRepository } from '../persistence/lesson.repository.js';

/** What accompanies courses and lessons, for those who hand it out. */
@Injectable()
export class Materials {
  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly lessons: LessonRepository,
  ) {}

  /** A material of a course or of one of its lessons. */
  async find(courseId: string, materialId: string): Promise<OfferedMaterial | undefined> {
    const course = await this.courses.findById(courseId);
    if (!course) return undefined;
    const ofCourse = course.materials.find(({ id }) => id === materialId);
    if (ofCourse)
      return {
        ...ofCourse,
        lessonId: null,
        mayBeKept: mayBeKept(ofCourse, course),
      };
    const lesson = await this.lessons.findByMaterial(courseId, materialId);
    const ofLesson = lesson?.materials.find(({ id }) => id === materialId);
    if (!lesson || !ofLesson) return undefined;
    return {
      ...ofLesson,
      lessonId: lesson.id,
      mayBeKept: mayBeKept(ofLesson, lesson),
    };
  }
}
