import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { SoftDeleteRepository } from '../../../infra/mongo/index.js';
import type { Section } from '../domain/section.js';
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
}

const toSection = ({ _id, course, title, description, order, isActive }: SectionDocument): Section => ({
  id: _id.toString(),
  courseId: course.toString(),
  title,
  description,
  order,
  isActive,
});
