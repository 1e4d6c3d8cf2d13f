import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../common/errors/index.js';
import { AuthoringErrors } from './authoring.errors.js';
import { COURSE_MOVES, moveCourse, type CourseMove } from './course-lifecycle.js';
import { COURSE_STATUSES, type CourseStatus } from './course.js';

const MOVES = Object.keys(COURSE_MOVES) as CourseMove[];
const move = (status: CourseStatus, step: CourseMove): CourseStatus | undefined => {
  try {
    return moveCourse(status, step);
  } catch (error) {
    if (DomainError.is(error, AuthoringErrors.wrongStatus)) return undefined;
    throw error;
  }
};

describe('the states of a course', () => {
  it('follow the model', () => {
    const table = COURSE_STATUSES.flatMap((status) =>
      MOVES.flatMap((step) => {
        const to = move(status, step);
        return to ? [`${status} --${step}--> ${to}`] : [];
      }),
    );
    expect(table).toEqual([
      'draft --submit--> under-review',
      'under-review --publish--> published',
      'under-review --reject--> draft',
      'published --archive--> archived',
      'archived --unarchive--> published',
    ]);
  });

  it('never lead to the public past a review', () => {
    const walk = (steps: readonly CourseMove[]): CourseStatus[] => {
      const visited: CourseStatus[] = ['draft'];
      for (const step of steps) visited.push(move(visited.at(-1)!, step) ?? visited.at(-1)!);
      return visited;
    };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...MOVES)), (steps) => {
        const visited = walk(steps);
        const reviewed = visited.indexOf('under-review');
        const unreviewed = reviewed < 0 ? visited : visited.slice(0, reviewed);
        expect(new Set(unreviewed)).toEqual(new Set(['draft']));
      }),
    );
  });
});
