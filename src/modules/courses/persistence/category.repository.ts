import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import type { Category } from '../domain/category.js';
import { withoutUndefined } from './bookkeeping.js';
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

  async findCourseCategoryById(id: string): Promise<Category | undefined> {
    const found = await this.findOne({ kind: 'course', _id: new Types.ObjectId(id) });
    return found ? toCategory(found) : undefined;
  }

  /** @throws MongoServerError of a duplicate key when the address is taken */
  async createCourseCategory(category: Omit<Category, 'id'>): Promise<Category> {
    return toCategory(await this.insert({ ...category, kind: 'course' }));
  }

  /** @throws MongoServerError of a duplicate key when the address is taken */
  async changeCourseCategory(
    id: string,
    changes: Partial<Omit<Category, 'id'>>,
  ): Promise<Category | undefined> {
    const changed = await this.change(
      { kind: 'course', _id: new Types.ObjectId(id) },
      { $set: withoutUndefined(changes) },
    );
    return changed ? toCategory(changed) : undefined;
  }

  /** @returns whether it was there */
  async removeCourseCategory(id: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ kind: 'course', _id: new Types.ObjectId(id) });
    return deletedCount === 1;
  }
}

const toCategory = ({ _id, name, slug, description }: CategoryDocument): Category => ({
  id: _id.toString(),
  name,
  slug,
  description,
});
