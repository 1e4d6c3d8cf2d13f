import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COUNTED,
  effectsOf,
  nextStatus,
  SEATED,
  TRIGGERS,
  type EnrollmentState,
} from './enrollment-states.js';
import { ENROLLMENT_STATUSES } from './enrollment.js';

const STATES: readonly EnrollmentState[] = ['none', ...ENROLLMENT_STATUSES];

/** The table of the specification (A.7), state by state; and access to what was completed can be had again. */
const ALLOWED: Readonly<Record<EnrollmentState, readonly EnrollmentState[]>> = {
  none: ['pending', 'active', 'waitlisted'],
  pending: ['active', 'cancelled'],
  waitlisted: ['pending', 'active', 'cancelled'],
  active: ['paused', 'completed', 'dropped', 'cancelled', 'refunded', 'expired'],
  paused: ['active', 'dropped', 'cancelled', 'refunded', 'expired'],
  completed: ['completed', 'refunded'],
  dropped: ['pending', 'active'],
  cancelled: ['pending', 'active'],
  refunded: ['pending', 'active'],
  expired: ['pending', 'active'],
};

describe('the states of an enrollment', () => {
  it.each(STATES)('lead from %s to those of the table, and to no others', (from) => {
    const reached = new Set(TRIGGERS.map((trigger) => nextStatus(from, trigger)).filter(Boolean));
    expect([...reached].toSorted()).toEqual(ALLOWED[from].toSorted());
  });

  it('are never left by any path outside the table, and keep the figures right on every path', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TRIGGERS), { maxLength: 40 }), (triggers) => {
        let state: EnrollmentState = 'none';
        let [seats, enrolled] = [0, 0];
        for (const trigger of triggers) {
          const next = nextStatus(state, trigger);
          if (!next) continue;
          expect(ALLOWED[state]).toContain(next);
          const effects = effectsOf(state, next);
          seats += effects.seats;
          enrolled += effects.enrolled;
          state = next;
        }
        expect(seats).toBe(SEATED.includes(state) ? 1 : 0);
        expect(enrolled).toBe(COUNTED.includes(state) ? 1 : 0);
      }),
    );
  });
});
