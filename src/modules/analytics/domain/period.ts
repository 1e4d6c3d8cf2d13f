import { DomainError } from '../../../common/errors/index.js';
import { AnalyticsErrors } from './analytics.errors.js';

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;

/** Whole days in UTC: from the first instant of one, up to the first instant after another. */
export interface Period {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
}

const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/**
 * The days that are asked for; the last thirty, today included, unless said otherwise.
 *
 * @param asked first and last day, both included, as `YYYY-MM-DD`
 * @throws DomainError `unusable-period`
 */
export function periodOf(asked: { from?: string; to?: string }, now: Date): Period {
  const last = startOf(asked.to ?? dayOf(now));
  const first = asked.from === undefined ? last - (DEFAULT_DAYS - 1) * DAY_MS : startOf(asked.from);
  const period = { from: new Date(first), to: new Date(last + DAY_MS) };
  const days = (period.to.getTime() - period.from.getTime()) / DAY_MS;
  if (days < 1 || days > MAX_DAYS) throw new DomainError(AnalyticsErrors.unusablePeriod);
  return period;
}

/** One entry for each day of a period, in order; days without a row get what `none` says. */
export function everyDay<T extends { readonly day: string }>(
  { from, to }: Period,
  rows: readonly T[],
  none: (day: string) => T,
): T[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  return Array.from({ length: days }, (_, index) => {
    const day = dayOf(new Date(from.getTime() + index * DAY_MS));
    return byDay.get(day) ?? none(day);
  });
}
