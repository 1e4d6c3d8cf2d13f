import { describe, expect, it } from 'vitest';
import { lacksAccess } from './lacks-access.js';

const BEFORE = new Date('2026-01-01T00:00:00Z');
const PAID = new Date('2026-01-02T00:00:00Z');
const AFTER = new Date('2026-01-03T00:00:00Z');

const payment = { id: 'a', status: 'completed', flags: [], paidAt: PAID } as const;
const enrollment = { status: 'pending', currentPaymentId: 'a', enrolledAt: BEFORE, activatedAt: null };

describe('a paid payment', () => {
  it.each(['pending', 'waitlisted', 'cancelled'])('lacks access while its enrollment is %s', (status) => {
    expect(lacksAccess(payment, { ...enrollment, status })).toBe(true);
    expect(lacksAccess(payment, { ...enrollment, status, currentPaymentId: null })).toBe(true);
  });

  it('lacks access when its enrollment is gone', () => {
    expect(lacksAccess(payment, undefined)).toBe(true);
  });

  it.each(['active', 'paused', 'completed', 'dropped', 'refunded', 'expired'])(
    'has had it where the enrollment is %s',
    (status) => expect(lacksAccess(payment, { ...enrollment, status })).toBe(false),
  );

  it('is not what another payment has become', () => {
    expect(lacksAccess(payment, { ...enrollment, currentPaymentId: 'b' })).toBe(false);
  });

  it('has brought what somebody has ended since', () => {
    const opened = { ...enrollment, status: 'cancelled', activatedAt: PAID };
    expect(lacksAccess(payment, opened)).toBe(false);
    // Opened by something else before.
    expect(lacksAccess(payment, { ...opened, activatedAt: BEFORE })).toBe(true);
    // A mistaken hand, or half of a backup.
    expect(lacksAccess(payment, { ...opened, status: 'pending' })).toBe(true);
  });

  it('does not pay for an enrollment that was begun after it', () => {
    for (const currentPaymentId of ['a', null])
      expect(lacksAccess(payment, { ...enrollment, currentPaymentId, enrolledAt: AFTER })).toBe(false);
  });

  it('lacks nothing once it is given back, or was never made', () => {
    for (const other of [
      { ...payment, status: 'refunded' as const },
      { ...payment, flags: ['late-money' as const] },
      { ...payment, flags: ['high-risk' as const] },
      { ...payment, status: 'pending' as const, paidAt: null },
    ])
      expect(lacksAccess(other, enrollment)).toBe(false);
    expect(lacksAccess({ ...payment, status: 'partially_refunded' }, enrollment)).toBe(true);
  });
});
