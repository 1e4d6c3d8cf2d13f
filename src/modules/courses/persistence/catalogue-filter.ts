import { Types, trusted, type QueryFilter } from 'mongoose';
import type { CatalogueFilter } from '../domain/catalogue.js';
import type { CourseDocument } from './course.schema.js';

/** What everybody may see. */
export const IN_CATALOGUE = { status: 'published', isPublic: true, isDeleted: false } as const;

/** The courses of the catalogue that fulfil every condition. */
export function catalogueFilter(filter: CatalogueFilter): QueryFilter<CourseDocument> {
  const { text, categoryId, phaseId, instructorId, level, language, tags, currency } = filter;
  return {
    ...IN_CATALOGUE,
    ...(text !== undefined && { $text: trusted({ $search: text }) }),
    ...(categoryId !== undefined && { category: new Types.ObjectId(categoryId) }),
    ...(phaseId !== undefined && { phase: new Types.ObjectId(phaseId) }),
    ...(instructorId !== undefined && { instructor: new Types.ObjectId(instructorId) }),
    ...(level && { level }),
    ...(language && { language }),
    ...(tags && tags.length > 0 && { tags: tags.length === 1 ? tags[0] : trusted({ $all: tags }) }),
    ...(currency && { 'price.currency': currency }),
    ...amounts(filter),
    ...(filter.minRating !== undefined && { 'rating.average': trusted({ $gte: filter.minRating }) }),
  };
}

function amounts({ free, minAmount, maxAmount }: CatalogueFilter): QueryFilter<CourseDocument> {
  const bounds = {
    ...(minAmount !== undefined && { $gte: minAmount }),
    ...(maxAmount !== undefined && { $lte: maxAmount }),
    ...(free === true && { $eq: 0 }),
    ...(free === false && { $gt: 0 }),
  };
  return Object.keys(bounds).length > 0 ? { 'price.amount': trusted(bounds) } : {};
}
