import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import type { PublicLesson, PublicSection } from '../domain/catalogue.js';
import { LESSON_MODEL, type LessonDocument } from './lesson.schema.js';
import { SECTION_MODEL, type SectionDocument } from './section.schema.js';

/** Named one by one: what a lesson holds is never read here. */
const LESSON = { section: 1, title: 1, type: 1, durationSeconds: 1, isRequired: 1, isFree: 1 } as const;
const SECTION = { title: 1, description: 1 } as const;

const IN_ORDER = { sort: { order: 1, _id: 1 } } as const;

/** What everybody may know of what a course consists of. */
@Injectable()
export class OutlineRepository {
  constructor(
    @InjectModel(SECTION_MODEL) private readonly sections: Model<SectionDocument>,
    @InjectModel(LESSON_MODEL) private readonly lessons: Model<LessonDocument>,
  ) {}

  /** The active sections and lessons of a course in their order. */
  async find(courseId: string): Promise<PublicSection[]> {
    const visible = { course: new Types.ObjectId(courseId), isActive: true, isDeleted: false };
    const [sections, lessons] = await Promise.all([
      this.sections.find(visible, SECTION, IN_ORDER).lean<SectionDocument[]>(),
      this.lessons.find(visible, LESSON, IN_ORDER).lean<LessonDocument[]>(),
    ]);
    const bySection = Map.groupBy(lessons, ({ section }) => section.toString());
    return sections.map(({ _id, title, description }) => ({
      id: _id.toString(),
      title,
      description,
      lessons: (bySection.get(_id.toString()) ?? []).map(toLesson),
    }));
  }
}

const toLesson = (document: LessonDocument): PublicLesson => ({
  id: document._id.toString(),
  title: document.title,
  type: document.type,
  durationSeconds: document.durationSeconds,
  isRequired: document.isRequired,
  isFree: document.isFree,
});
