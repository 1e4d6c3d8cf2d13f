const DAY_MS = 86_400_000;

/** A week from Monday to Monday, in UTC (ISO 8601). */
export interface Week {
  /** The date of its Monday, as `2026-11-16`: no other week has it. */
  readonly name: string;
  readonly from: Date;
  /** The Monday after; it doesn't belong to the week. */
  readonly to: Date;
}

/** The last week that is over at an instant. */
export function weekBefore(instant: Date): Week {
  const midnight = Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate());
  const sinceMonday = (instant.getUTCDay() + 6) % 7;
  return weekFrom(new Date(midnight - (sinceMonday + 7) * DAY_MS));
}

/** The week of a name. */
export const weekNamed = (name: string): Week => weekFrom(new Date(name));

const weekFrom = (monday: Date): Week => ({
  name: monday.toISOString().slice(0, 10),
  from: monday,
  to: new Date(monday.getTime() + 7 * DAY_MS),
});
