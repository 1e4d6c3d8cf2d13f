import { describe, expect, it } from 'vitest';
import { lessonAccess, levelOf } from './access-policy.js';
import { ENROLLMENT_STATUSES, effectiveStatus, expiryOf, GRANTED_LEVELS } from './enrollment.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const PAID = { isFree: false, isActive: true, isLocked: false };

describe('access', () => {
  it.each(ENROLLMENT_STATUSES)('is what was granted while active or completed (%s)', (status) => {
    const open = status === 'active' || status === 'completed';
    for (const accessLevel of GRANTED_LEVELS)
      expect(levelOf({ status, accessLevel, expiresAt: null }, NOW)).toBe(open ? accessLevel : 'none');
  });

  it('ends by the clock', () => {
    const expiresAt = expiryOf(1, NOW)!;
    const enrollment = { status: 'active', accessLevel: 'full', expiresAt } as const;
    expect(levelOf(enrollment, new Date(expiresAt.getTime() - 1))).toBe('full');
    expect(levelOf(enrollment, expiresAt)).toBe('none');
    expect(effectiveStatus(enrollment, expiresAt)).toBe('expired');
    expect(effectiveStatus({ ...enrollment, status: 'completed' }, expiresAt)).toBe('completed');
    expect(levelOf({ ...enrollment, status: 'completed' }, expiresAt)).toBe('none');
  });

  it('is none for strangers', () => {
    expect(levelOf(undefined, NOW)).toBe('none');
  });
});

describe('a lesson', () => {
  it.each([
    ['none', { allowed: false, reason: 'not-enrolled' }],
    ['preview', { allowed: false, reason: 'not-enrolled' }],
    ['limited', { allowed: true, downloads: false }],
    ['full', { allowed: true, downloads: true }],
  ] as const)('that costs something, with access %s', (level, decision) => {
    expect(lessonAccess(level, PAID)).toEqual(decision);
  });

  it('that is free is open to all, in any order', () => {
    for (const level of ['none', 'preview', 'limited', 'full'] as const)
      expect(lessonAccess(level, { ...PAID, isFree: true, isLocked: true }).allowed).toBe(true);
  });

  it('that waits for others is locked', () => {
    expect(lessonAccess('full', { ...PAID, isLocked: true })).toEqual({ allowed: false, reason: 'locked' });
  });

  it('that was taken out is open to nobody', () => {
    expect(lessonAccess('full', { ...PAID, isFree: true, isActive: false }).allowed).toBe(false);
  });
});
