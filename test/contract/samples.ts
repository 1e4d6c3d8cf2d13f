import type { WayBack } from '../support/github.js';
import { PASSWORD } from '../support/people.js';
import type { Call } from './call.js';

export const NEWCOMER = { password: PASSWORD, firstName: 'New', lastName: 'Comer' };

/** GitHub sending somebody back. */
export const wayBack = ({ path, cookie }: WayBack): Call => ({
  query: Object.fromEntries(new URL(path, 'http://localhost').searchParams),
  headers: { cookie },
});

/** Somebody's request with a code. */
export const withCode = ({ headers, code }: { headers: Call['headers']; code: string }): Call => ({
  headers,
  body: { code },
});

/** The id of nothing. */
export const NOWHERE = 'f'.repeat(24);

export const NEW_COURSE = { title: 'A course', description: 'x', level: 'beginner', price: '1.00' };

export const NEW_PHASE = { title: 'A phase', description: 'x', order: 1, difficulty: 'beginner' };

export const NEW_LESSON = { title: 'A lesson', type: 'video' };

export const REASON = { reason: 'Sold accounts to others' };
