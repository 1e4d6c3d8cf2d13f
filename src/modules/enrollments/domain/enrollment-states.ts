import type { EnrollmentStatus } from './enrollment.js';

/** Where an enrollment can be; `none` before there is one. */
export type EnrollmentState = EnrollmentStatus | 'none';

/** What can happen to an enrollment. */
export const TRIGGERS = [
  'enrolled-paid',
  'enrolled-free',
  'no-seat',
  'granted',
  'paid',
  'seat-freed-paid',
  'seat-freed-free',
  'cancelled',
  'checkout-timed-out',
  'refused',
  'revoked',
  'paused',
  'resumed',
  'completed',
  'renewed',
  'renewal-refunded',
  'dropped',
  'refunded',
  'expired',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

const ENDED = ['dropped', 'cancelled', 'refunded', 'expired'] as const;

/** From where each trigger leads to where; everything else is refused (A.7). */
const TABLE: Readonly<
  Record<Trigger, { readonly from: readonly EnrollmentState[]; readonly to: EnrollmentStatus }>
> = {
  'enrolled-paid': { from: ['none', ...ENDED], to: 'pending' },
  'enrolled-free': { from: ['none', ...ENDED], to: 'active' },
  'no-seat': { from: ['none'], to: 'waitlisted' },
  granted: { from: ['none', ...ENDED], to: 'active' },
  // From an ended one: money that arrives late still buys access.
  paid: { from: ['pending', ...ENDED], to: 'active' },
  'seat-freed-paid': { from: ['waitlisted'], to: 'pending' },
  'seat-freed-free': { from: ['waitlisted'], to: 'active' },
  cancelled: { from: ['pending', 'waitlisted'], to: 'cancelled' },
  'checkout-timed-out': { from: ['pending'], to: 'cancelled' },
  // What was paid for and held isn't given, and its money is back.
  refused: { from: ['pending'], to: 'cancelled' },
  // An administrator ends what never should have been.
  revoked: { from: ['active', 'paused'], to: 'cancelled' },
  paused: { from: ['active'], to: 'paused' },
  resumed: { from: ['paused'], to: 'active' },
  completed: { from: ['active'], to: 'completed' },
  // What was completed stays so when its access has ended, is had again, and is ended again by a refund of that.
  renewed: { from: ['completed'], to: 'completed' },
  'renewal-refunded': { from: ['completed'], to: 'completed' },
  dropped: { from: ['active', 'paused'], to: 'dropped' },
  refunded: { from: ['active', 'paused', 'completed'], to: 'refunded' },
  expired: { from: ['active', 'paused'], to: 'expired' },
};

/** @returns where a trigger leads from a state; undefined when it leads nowhere */
export const nextStatus = (from: EnrollmentState, trigger: Trigger): EnrollmentStatus | undefined =>
  TABLE[trigger].from.includes(from) ? TABLE[trigger].to : undefined;

/** What a course must be offered for at that moment. What is granted or paid for is given in the archive too. */
const OFFERED: ReadonlySet<Trigger> = new Set([
  'enrolled-paid',
  'enrolled-free',
  'no-seat',
  'seat-freed-paid',
  'seat-freed-free',
]);

export const needsOffer = (trigger: Trigger): boolean => OFFERED.has(trigger);

/** What ends a place only as long as nobody has paid for it: money that is held is for an administrator to decide about. */
const UNPAID_ONLY: ReadonlySet<Trigger> = new Set(['cancelled', 'checkout-timed-out']);

export const needsUnpaid = (trigger: Trigger): boolean => UNPAID_ONLY.has(trigger);

/** Whether the learner can come back on the same document (X12). */
export const hasEnded = (status: EnrollmentStatus): boolean => (ENDED as readonly string[]).includes(status);

/** Who is to pay or learns holds a seat; who has finished gives it to the next. */
export const SEATED: readonly EnrollmentState[] = ['pending', 'active', 'paused'];

/** Who counts as enrolled in the course's figures (X32). */
export const COUNTED: readonly EnrollmentState[] = ['active', 'paused', 'completed'];

export type Change = -1 | 0 | 1;

/** What a transition does to the course's figures. */
export const effectsOf = (
  from: EnrollmentState,
  to: EnrollmentStatus,
): { seats: Change; enrolled: Change } => ({
  seats: (Number(SEATED.includes(to)) - Number(SEATED.includes(from))) as Change,
  enrolled: (Number(COUNTED.includes(to)) - Number(COUNTED.includes(from))) as Change,
});
