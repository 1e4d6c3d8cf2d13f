import type { LessonChanges } from '../domain/lesson-values.js';
import type { Lesson, LessonOutline } from '../domain/lesson.js';
import type { Picked } from '../../../infra/mongo/index.js';
import { withoutBookkeeping, withoutUndefined } from './bookkeeping.js';
import type { LessonDocument } from './lesson.schema.js';
import { toMaterial, toStoredMaterials } from './material.schema.js';

/** What an outline is made of; never what a lesson holds. */
export const OUTLINE = [
  'course',
  'section',
  'title',
  'type',
  'isRequired',
  'isFree',
  'isActive',
  'durationSeconds',
  'completionCriteria',
  'settings',
] as const satisfies (keyof LessonDocument)[];

export function toOutline(document: Picked<LessonDocument, (typeof OUTLINE)[number]>): LessonOutline {
  const { _id, course, section, settings, ...rest } = document;
  return {
    ...rest,
    id: _id.toString(),
    courseId: course.toString(),
    sectionId: section.toString(),
    allowSkip: settings.allowSkip,
  };
}

export function toLesson(document: LessonDocument): Lesson {
  const { _id, course, section, materials, ...rest } = withoutBookkeeping(document);
  return {
    ...rest,
    id: _id.toString(),
    courseId: course.toString(),
    sectionId: section.toString(),
    materials: materials.map(toMaterial),
  };
}

/** A new lesson as it is stored. */
export const toStored = ({ materials, ...values }: LessonChanges): Record<string, unknown> => ({
  ...withoutUndefined(values),
  ...(materials && { materials: toStoredMaterials(materials) }),
});

const NESTED = ['completionCriteria', 'settings', 'metadata'] as const satisfies (keyof LessonChanges)[];

/** What to set for a change: single fields of nested values, so that those that weren't named stay. */
export function toChange(changes: LessonChanges): Record<string, unknown> {
  const set = toStored(changes);
  for (const name of NESTED) {
    delete set[name];
    for (const [field, value] of Object.entries(withoutUndefined(changes[name] ?? {})))
      set[`${name}.${field}`] = value;
  }
  return set;
}
