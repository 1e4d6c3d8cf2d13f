import { describe, expect, it } from 'vitest';
import { effectiveRole, fullNameOf, initialApproval, maySignIn, normalizeEmail } from './user.js';

describe('a user', () => {
  it('is called by first and last name, or by the one that is there', () => {
    expect(fullNameOf({ profile: { firstName: 'Ada', lastName: 'Lovelace' } })).toBe('Ada Lovelace');
    expect(fullNameOf({ profile: { firstName: 'Ada', lastName: '' } })).toBe('Ada');
    expect(fullNameOf({ profile: { firstName: '', lastName: '' } })).toBe('');
  });

  it('has one e-mail address however it is typed, with dots and tags kept', () => {
    expect(normalizeEmail(' John.Doe+Tag@Gmail.COM ')).toBe('john.doe+tag@gmail.com');
  });

  it.each([
    ['student', 'not_required'],
    ['moderator', 'not_required'],
    ['instructor', 'pending'],
    ['admin', 'pending'],
  ] as const)('who registers as %s starts with approval %s', (role, status) => {
    expect(initialApproval(role)).toBe(status);
  });

  it.each([
    ['pending', 'student'],
    ['rejected', 'student'],
    ['approved', 'admin'],
  ] as const)('as an admin whose approval is %s acts as %s', (status, role) => {
    expect(effectiveRole({ role: 'admin', approval: { status } })).toBe(role);
  });

  it.each([
    ['student', 'active', true],
    ['admin', 'active', true],
    ['student', 'inactive', false],
    ['student', 'suspended', false],
    ['service', 'active', false],
  ] as const)('as %s whose account is %s may sign in: %s', (role, status, may) => {
    expect(maySignIn({ role, status })).toBe(may);
  });
});
