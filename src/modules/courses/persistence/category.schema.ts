import { Schema } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { CATEGORY_KINDS, type Category, type CategoryKind } from '../domain/category.js';

export const CATEGORY_MODEL = 'Category';

export interface CategoryDocument extends Omit<Category, 'id'>, BaseDocument {
  readonly kind: CategoryKind;
}

export const categorySchema = new Schema<CategoryDocument>(
  {
    kind: { type: String, enum: CATEGORY_KINDS, required: true },
    name: { type: String, required: true, trim: true, maxlength: 100 },
    slug: { type: String, required: true, match: /^[a-z0-9-]+$/ },
    description: { type: String, required: true, maxlength: 500 },
  },
  { ...baseSchemaOptions, collection: 'categories' },
);

// The list of a kind's categories, and one category a name.
categorySchema.index({ kind: 1, slug: 1 }, { unique: true });
