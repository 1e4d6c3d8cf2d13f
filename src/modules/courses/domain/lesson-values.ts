import type { CompletionCriteria, Lesson, LessonMetadata, LessonSettings, LessonType } from './lesson.js';
import type { LessonContent } from './lesson-content.js';
import { DomainError, type FieldError } from '../../../common/errors/index.js';
import { CurriculumErrors } from './curriculum.errors.js';
import type { MaterialValues } from './material.js';

interface Nested {
  readonly completionCriteria: Partial<CompletionCriteria>;
  readonly settings: Partial<LessonSettings>;
  readonly metadata: Partial<LessonMetadata>;
  readonly materials: readonly MaterialValues[];
}

type Plain = Pick<
  Lesson,
  | 'title'
  | 'description'
  | 'type'
  | 'durationSeconds'
  | 'content'
  | 'isRequired'
  | 'isActive'
  | 'isFree'
  | 'tags'
  | 'difficulty'
>;

/** What to change of a lesson; what isn't named stays, in nested values too, but content and materials are replaced. */
export type LessonChanges = Partial<Plain & Nested>;

/** What a lesson can't begin without; the rest has defaults. */
export type NewLesson = LessonChanges & Pick<Plain, 'title' | 'type'>;

/** What to change of a section. */
export interface SectionChanges {
  readonly title?: string;
  readonly description?: string;
  readonly isActive?: boolean;
}

export type NewSection = SectionChanges & { readonly title: string };

/**
 * Holds content against the type of its lesson: the part that is named like the type, and no other (003-14). A lesson
 * whose type changes begins without content.
 *
 * @param pointer where the lesson stands in the request
 */
export function wrongContent(
  type: LessonType,
  content: LessonContent | undefined,
  pointer = '',
): FieldError[] {
  return Object.entries(content ?? {})
    .filter(([part, value]) => part !== type && value != null)
    .map(([part]) => ({
      pointer: `${pointer}/content/${part}`,
      code: 'wrong-content',
      detail: `has no place in a lesson of the type ${type}`,
    }));
}

/**
 * The change of a lesson with what follows from it.
 *
 * @throws DomainError `wrong-content`
 */
export function checkedChanges(current: { type: LessonType }, changes: LessonChanges): LessonChanges {
  const type = changes.type ?? current.type;
  const errors = wrongContent(type, changes.content);
  if (errors.length > 0) throw new DomainError(CurriculumErrors.wrongContent, { errors });
  return type !== current.type && !changes.content ? { ...changes, content: {} } : changes;
}
