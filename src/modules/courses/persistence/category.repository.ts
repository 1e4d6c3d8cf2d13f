import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import type { Category } from '../domain/category.js';
import { CATEGORY_MODEL, type CategoryDocument } from './category.schema.js';

@Injectable()
export class CategoryRepository extends Repository<CategoryDocument> {
  constructor(@InjectModel(CATEGORY_MODEL) model: Model<CategoryDocument>) {
    super(model);
  }

  /** Those of courses, by name. */
  async findCourseCategories(): Promise<Category[]> {
    return (await this.find({ kind: 'course' }, { sort: { name: 1 } })).map(toCategory);
  }

  async findCourseCategory(slug: string): Promise<Category | undefined> {
    const found = await this.findOne({ kind: 'course', slug });
    return found ? toCategory(found) : undefined;
  }
}

const toCategory = ({ _id, name, slug, description }: CategoryDocument): Category => ({
  id: _id.toString(),
  name,
  slug,
  description,
});
