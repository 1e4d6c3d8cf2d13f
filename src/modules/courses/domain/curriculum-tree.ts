import type { FieldError } from '../../../common/errors/index.js';
import { wrongContent, type LessonChanges, type SectionChanges } from './lesson-values.js';
import type { LessonOutline } from './lesson.js';
import type { Section } from './section.js';

export const MAX_SECTIONS = 100;
export const MAX_LESSONS = 500;

/** A lesson of a whole curriculum: an existing one by its id with what changes, or a new one. */
export type LessonNode = LessonChanges & { readonly id?: string };

/** A section of a whole curriculum: an existing one by its id with what changes, or a new one. */
export type SectionNode = SectionChanges & { readonly id?: string; readonly lessons: readonly LessonNode[] };

interface Existing {
  readonly sections: readonly Pick<Section, 'id'>[];
  readonly lessons: readonly Pick<LessonOutline, 'id' | 'type' | 'sectionId'>[];
}

/**
 * What of a tree can't be: ids that this course doesn't have or that come twice, new things without what they can't begin
 * without, and content of the wrong type.
 */
export function problemsOf(tree: readonly SectionNode[], existing: Existing): FieldError[] {
  const sections = new Set(existing.sections.map(({ id }) => id));
  const types = new Map(existing.lessons.map(({ id, type }) => [id, type]));
  return tree.flatMap((section, at) => {
    const pointer = `/sections/${at}`;
    return [
      ...problemsOfNode(section, ['title'], pointer, (id) => sections.delete(id)),
      ...section.lessons.flatMap((lesson, index) => {
        const here = `${pointer}/lessons/${index}`;
        const type = lesson.type ?? (lesson.id === undefined ? undefined : types.get(lesson.id));
        return [
          ...problemsOfNode(lesson, ['title', 'type'], here, (id) => types.delete(id)),
          ...(type ? wrongContent(type, lesson.content, here) : []),
        ];
      }),
    ];
  });
}

/** @param take says whether there is something with this id that nobody has taken yet */
function problemsOfNode<T extends { id?: string }>(
  node: T,
  required: readonly (keyof T & string)[],
  pointer: string,
  take: (id: string) => boolean,
): FieldError[] {
  if (node.id === undefined)
    return required
      .filter((field) => node[field] === undefined)
      .map((field) => ({
        pointer: `${pointer}/${field}`,
        code: 'required',
        detail: 'must be there where there is no id',
      }));
  if (take(node.id)) return [];
  return [
    { pointer: `${pointer}/id`, code: 'not-in-curriculum', detail: 'must be an id of this course, and once' },
  ];
}

/** What the tree doesn't name: it is switched off, and what was learned in it is kept (X6). */
export function leftOut(
  tree: readonly SectionNode[],
  { sections, lessons }: Existing,
): { sections: string[]; lessons: string[] } {
  const named = new Set(tree.flatMap(({ id, lessons: nodes }) => [id, ...nodes.map((node) => node.id)]));
  const without = (items: readonly { id: string }[]) =>
    items.map(({ id }) => id).filter((id) => !named.has(id));
  return { sections: without(sections), lessons: without(lessons) };
}

/** Whether a list names each of the existing ids exactly once. */
export const isOrderOf = (ids: readonly string[], existing: readonly { id: string }[]): boolean =>
  ids.length === existing.length &&
  new Set(ids).size === ids.length &&
  existing.every(({ id }) => ids.includes(id));
