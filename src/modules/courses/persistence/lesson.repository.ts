import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { SoftDeleteRepository, type Picked } from '../../../infra/mongo/index.js';
import type { Lesson, LessonOutline } from '../domain/lesson.js';
import { withoutBookkeeping } from './bookkeeping.js';
import { LESSON_MODEL, type LessonDocument } from './lesson.schema.js';
import { toMaterial } from './material.schema.js';

const OUTLINE = [
  'course',
  'section',
  'title',
  'type',
  'isRequired',
  'isFree',
  'isActive',
  'durationSeconds',
  'completionCriteria',
  'settings',
] as const satisfies (keyof LessonDocument)[];

/** The lessons of courses. */
@Injectable()
export class LessonRepository extends SoftDeleteRepository<LessonDocument> {
  constructor(@InjectModel(LESSON_MODEL) model: Model<LessonDocument>) {
    super(model);
  }

  async findById(id: string): Promise<Lesson | undefined> {
    const found = await this.findOneById(id);
    return found ? toLesson(found) : undefined;
  }

  async findOutline(id: string): Promise<LessonOutline | undefined> {
    const found = await this.findOneById(id, { fields: OUTLINE });
    return found ? toOutline(found) : undefined;
  }

  /** By their place in their sections, inactive ones too, without what they hold. */
  async findOutlinesOfCourse(courseId: string): Promise<LessonOutline[]> {
    const found = await this.find(
      { course: new Types.ObjectId(courseId) },
      { fields: OUTLINE, sort: { order: 1, _id: 1 } },
    );
    return found.map(toOutline);
  }
}

function toOutline(document: Picked<LessonDocument, (typeof OUTLINE)[number]>): LessonOutline {
  const { _id, course, section, settings, ...rest } = document;
  return {
    ...rest,
    id: _id.toString(),
    courseId: course.toString(),
    sectionId: section.toString(),
    allowSkip: settings.allowSkip,
  };
}

function toLesson(document: LessonDocument): Lesson {
  const { _id, course, section, materials, ...rest } = withoutBookkeeping(document);
  return {
    ...rest,
    id: _id.toString(),
    courseId: course.toString(),
    sectionId: section.toString(),
    materials: materials.map(toMaterial),
  };
}
