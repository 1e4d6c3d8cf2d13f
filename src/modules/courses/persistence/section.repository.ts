import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, trusted, type Model } from 'mongoose';
import { SoftDeleteRepository, type Batch } from '../../../infra/mongo/index.js';
import type { NewSection, SectionChanges } from '../domain/lesson-values.js';
import type { Section } from '../domain/section.js';
import { withoutUndefined } from './bookkeeping.js';
import { SECTION_MODEL, type SectionDocument } from './section.schema.js';

/** The chapters of courses. */
@Injectable()
export class SectionRepository extends SoftDeleteRepository<SectionDocument> {
  constructor(@InjectModel(SECTION_MODEL) model: Model<SectionDocument>) {
    super(model);
  }

  async findById(id: string): Promise<Section | undefined> {
    const found = await this.findOneById(id);
    return found ? toSection(found) : undefined;
  }

  /** In their order, inactive ones too. */
  async findOfCourse(courseId: string): Promise<Section[]> {
    const found = await this.find({ course: new Types.ObjectId(courseId) }, { sort: { order: 1, _id: 1 } });
    return found.map(toSection);
  }

  async add(section: NewSection & { courseId: string; order: number }): Promise<Section> {
    const { courseId, ...values } = section;
    return toSection(
      await this.insert({ ...withoutUndefined(values), course: new Types.ObjectId(courseId) }),
    );
  }

  async changeValues(id: string, changes: SectionChanges & { order?: number }): Promise<Section | undefined> {
    const changed = await this.change({ _id: new Types.ObjectId(id) }, { $set: withoutUndefined(changes) });
    return changed ? toSection(changed) : undefined;
  }

  /** @param ids in their new order */
  async reorder(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.model.bulkWrite(
      ids.map((id, index) => ({
        updateOne: { filter: { _id: new Types.ObjectId(id) }, update: { $set: { order: index + 1 } } },
      })),
    );
  }

  async deactivate(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.model.updateMany({ _id: among(ids) }, { $set: { isActive: false } });
  }

  async delete(id: string, batch: Batch): Promise<void> {
    await this.softDelete({ _id: new Types.ObjectId(id) }, batch);
  }

  async deleteOfCourse(courseId: string, batch: Batch): Promise<void> {
    await this.softDelete({ course: new Types.ObjectId(courseId) }, batch);
  }
}

const among = (ids: readonly string[]) => trusted({ $in: ids.map((id) => new Types.ObjectId(id)) });

const toSection = ({ _id, course, title, description, order, isActive }: SectionDocument): Section => ({
  id: _id.toString(),
  courseId: course.toString(),
  title,
  description,
  order,
  isActive,
});
