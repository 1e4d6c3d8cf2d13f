import { Types } from 'mongoose';
import type { Course } from '../domain/course.js';
import { withoutBookkeeping } from './bookkeeping.js';
import type { CourseDocument } from './course.schema.js';
import { toMaterial } from './material.schema.js';

/** What an author may set of a course. */
export type CourseValues = Pick<
  Course,
  | 'title'
  | 'slug'
  | 'description'
  | 'fullDescription'
  | 'categoryId'
  | 'subcategory'
  | 'phaseId'
  | 'order'
  | 'level'
  | 'language'
  | 'tags'
  | 'price'
  | 'originalAmount'
  | 'duration'
  | 'requirements'
  | 'whatYouWillLearn'
  | 'targetAudience'
  | 'skills'
  | 'prerequisites'
  | 'thumbnail'
  | 'previewVideo'
  | 'image'
  | 'icon'
  | 'isPublic'
  | 'isFeatured'
  | 'seo'
  | 'settings'
  | 'capacity'
  | 'accessDays'
>;

/** A course as it is stored, from what an author has set. */
export function toStored(values: Partial<CourseValues>): Partial<CourseDocument> {
  const { categoryId, phaseId, prerequisites, ...rest } = values;
  return {
    ...rest,
    ...(categoryId !== undefined && { category: new Types.ObjectId(categoryId) }),
    ...(phaseId !== undefined && { phase: phaseId === null ? null : new Types.ObjectId(phaseId) }),
    ...(prerequisites && { prerequisites: prerequisites.map((id) => new Types.ObjectId(id)) }),
  };
}

export function toCourse(document: CourseDocument): Course {
  const { _id, category, phase, instructor, prerequisites, materials, rejection, ...course } =
    withoutBookkeeping(document);
  return {
    ...course,
    id: _id.toString(),
    categoryId: category.toString(),
    phaseId: phase?.toString() ?? null,
    instructorId: instructor.toString(),
    prerequisites: prerequisites.map(String),
    materials: materials.map(toMaterial),
    rejection: rejection && { ...rejection, by: rejection.by.toString() },
  };
}
