import { Types } from 'mongoose';
import type { Course } from '../domain/course.js';
import type { CourseChanges, CourseValues } from '../domain/course-values.js';
import { withoutBookkeeping, withoutUndefined } from './bookkeeping.js';
import type { CourseDocument } from './course.schema.js';
import { toMaterial } from './material.schema.js';

/** A course as it is stored, from what an author says of it. */
export function toStored(values: CourseChanges): Record<string, unknown> {
  const { categoryId, phaseId, prerequisites, ...rest } = values;
  return {
    ...withoutUndefined(rest),
    ...(categoryId !== undefined && { category: new Types.ObjectId(categoryId) }),
    ...(phaseId !== undefined && { phase: phaseId === null ? null : new Types.ObjectId(phaseId) }),
    ...(prerequisites && { prerequisites: prerequisites.map((id) => new Types.ObjectId(id)) }),
  };
}

const NESTED = ['price', 'duration', 'seo', 'settings'] as const satisfies (keyof CourseValues)[];

/** What to set for a change: single fields of nested values, so that those that weren't named stay. */
export function toChange(changes: CourseChanges): Record<string, unknown> {
  const set = toStored(changes);
  for (const name of NESTED) {
    const value = changes[name];
    delete set[name];
    for (const [field, fieldValue] of Object.entries(withoutUndefined(value ?? {})))
      set[`${name}.${field}`] = fieldValue;
  }
  return set;
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
