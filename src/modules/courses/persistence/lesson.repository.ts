import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, trusted, type Model } from 'mongoose';
import { SoftDeleteRepository, type Batch } from '../../../infra/mongo/index.js';
import type { LessonChanges, NewLesson } from '../domain/lesson-values.js';
import type { Lesson, LessonOutline } from '../domain/lesson.js';
import { OUTLINE, toChange, toLesson, toOutline, toStored } from './lesson.mapping.js';
import { LESSON_MODEL, type LessonDocument } from './lesson.schema.js';

const IN_ORDER = { order: 1, _id: 1 } as const;

/** Where a lesson stands. */
export interface Place {
  readonly courseId: string;
  readonly sectionId: string;
  /** In the section, from 1. */
  readonly order: number;
}

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

  /** The lesson of a course that a material accompanies. */
  async findByMaterial(courseId: string, materialId: string): Promise<Lesson | undefined> {
    const found = await this.findOne({
      course: new Types.ObjectId(courseId),
      'materials._id': new Types.ObjectId(materialId),
    });
    return found ? toLesson(found) : undefined;
  }

  async findOutline(id: string): Promise<LessonOutline | undefined> {
    const found = await this.findOneById(id, { fields: OUTLINE });
    return found ? toOutline(found) : undefined;
  }

  /** By their place in their sections, inactive ones too, without what they hold. */
  async findOutlinesOfCourse(courseId: string): Promise<LessonOutline[]> {
    const course = new Types.ObjectId(courseId);
    return (await this.find({ course }, { fields: OUTLINE, sort: IN_ORDER })).map(toOutline);
  }

  /** By their place in their sections, with what they hold. */
  async findOfCourse(courseId: string): Promise<Lesson[]> {
    return (await this.find({ course: new Types.ObjectId(courseId) }, { sort: IN_ORDER })).map(toLesson);
  }

  /** In their order, with what they hold. */
  async findOfSection(sectionId: string): Promise<Lesson[]> {
    return (await this.find({ section: new Types.ObjectId(sectionId) }, { sort: IN_ORDER })).map(toLesson);
  }

  async add(place: Place, lesson: NewLesson): Promise<Lesson> {
    return toLesson(await this.insert({ ...toStored(lesson), ...toStoredPlace(place) }));
  }

  async changeValues(id: string, changes: LessonChanges, place?: Place): Promise<Lesson | undefined> {
    const changed = await this.change(
      { _id: new Types.ObjectId(id) },
      { $set: { ...toChange(changes), ...(place && toStoredPlace(place)) } },
    );
    return changed ? toLesson(changed) : undefined;
  }

  /** @param sections the ids of sections' lessons in their new order */
  async reorder(sections: readonly (readonly string[])[]): Promise<void> {
    const places = sections.flatMap((ids) => ids.map((id, index) => ({ id, order: index + 1 })));
    if (places.length === 0) return;
    await this.model.bulkWrite(
      places.map(({ id, order }) => ({
        updateOne: { filter: { _id: new Types.ObjectId(id) }, update: { $set: { order } } },
      })),
    );
  }

  async deactivate(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.model.updateMany({ _id: among(ids) }, { $set: { isActive: false } });
  }

  async delete(id: string, batch: Batch): Promise<void> {
    await this.softDelete({ _id: new Types.ObjectId(id) }, batch);
  }

  async deleteOfSection(sectionId: string, batch: Batch): Promise<void> {
    await this.softDelete({ section: new Types.ObjectId(sectionId) }, batch);
  }

  async deleteOfCourse(courseId: string, batch: Batch): Promise<void> {
    await this.softDelete({ course: new Types.ObjectId(courseId) }, batch);
  }
}

const among = (ids: readonly string[]) => trusted({ $in: ids.map((id) => new Types.ObjectId(id)) });

const toStoredPlace = ({ courseId, sectionId, order }: Place) => ({
  course: new Types.ObjectId(courseId),
  section: new Types.ObjectId(sectionId),
  order,
});
