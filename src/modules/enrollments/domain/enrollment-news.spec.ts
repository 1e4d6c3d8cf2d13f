import { describe, expect, it } from 'vitest';
import { eventOf } from './enrollment-news.js';

const ACTIVATED = new Date('2026-01-02T00:00:00Z');
const enrollment = { id: 'e', userId: 'u', courseId: 'c', activatedAt: ACTIVATED };

describe('what others are told of an enrollment', () => {
  it.each([
    ['active', 'granted'],
    ['active', 'paid'],
    ['active', 'resumed'],
    ['completed', 'renewed'],
  ] as const)('names the time of access that is open (%s, %s)', (to, trigger) => {
    const payload = { enrollmentId: 'e', userId: 'u', courseId: 'c', since: ACTIVATED.toISOString() };
    expect(eventOf(enrollment, to, trigger)).toMatchObject({ type: 'EnrollmentActivated', payload });
  });
});
