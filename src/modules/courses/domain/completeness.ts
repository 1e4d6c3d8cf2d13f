import type { FieldError } from '../../../common/errors/index.js';
import type { Lesson } from './lesson.js';

type Part = Pick<Lesson, 'id' | 'title' | 'type' | 'content' | 'isActive' | 'isRequired'>;

/**
 * What a course lacks before anybody can learn from it; nothing when it can be reviewed.
 *
 * @param lessons active where their sections are, too
 */
export function whatIsMissing(lessons: readonly Part[]): FieldError[] {
  const active = lessons.filter(({ isActive }) => isActive);
  const missing: FieldError[] = active
    .filter((lesson) => !hasContent(lesson))
    .map(({ id, title, type }) => ({
      pointer: `/lessons/${id}/content/${type}`,
      code: 'missing-content',
      detail: `the lesson "${title}" has no ${type} yet`,
    }));
  if (!active.some(({ isRequired }) => isRequired))
    missing.unshift({
      pointer: '/lessons',
      code: 'no-required-lesson',
      detail: 'at least one active lesson must be required',
    });
  return missing;
}

/** What a change takes from a course that wasn't missing before. */
export const newlyMissing = (before: readonly Part[], after: readonly Part[]): FieldError[] => {
  const known = new Set(whatIsMissing(before).map(({ pointer }) => pointer));
  return whatIsMissing(after).filter(({ pointer }) => !known.has(pointer));
};

function hasContent({ type, content }: Part): boolean {
  if (type === 'video') return Boolean(content.video?.url ?? content.video?.videoId);
  if (type === 'document') return Boolean(content.document?.url ?? content.document?.content);
  return Boolean(content[type]);
}
