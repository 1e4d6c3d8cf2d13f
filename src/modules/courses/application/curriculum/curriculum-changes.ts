import { createHash } from 'node:crypto';
import type { Lesson } from '../../domain/lesson.js';
import type { Section } from '../../domain/section.js';

/** More changed sections and lessons than that are counted and not named. */
const MOST_NAMED = 50;

interface Items {
  readonly sections: readonly Section[];
  readonly lessons: readonly Lesson[];
}

/**
 * What a change did to the sections and lessons of a course, each by its id: enough to see what was done. Of content and
 * materials it tells that they are others, by a hash.
 */
export function curriculumChanges(before: Items, after: Items): { before: object; after: object } {
  const [was, is] = [shortOf(before), shortOf(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter(
    (name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)),
  );
  const named = (items: ReadonlyMap<string, object>) =>
    Object.fromEntries(
      changed.slice(0, MOST_NAMED).flatMap((name) => (items.has(name) ? [[name, items.get(name)]] : [])),
    );
  return { before: named(was), after: { ...named(is), changed: changed.length } };
}

const shortOf = ({ sections, lessons }: Items): ReadonlyMap<string, object> =>
  new Map([
    ...sections.map(({ id, courseId: _course, ...section }) => [`section ${id}`, section] as const),
    ...lessons.map(
      ({ id, courseId: _course, updatedAt: _updated, content, materials, ...lesson }) =>
        [
          `lesson ${id}`,
          { ...lesson, content: versionOf(content), materials: versionOf(materials) },
        ] as const,
    ),
  ]);

const versionOf = (value: object): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);
