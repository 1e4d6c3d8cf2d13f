import { ValidateBy } from 'class-validator';

/** More than a player collects between two reports. */
const MAX_REPORTED_SEGMENTS = 100;

/** No lesson is longer than a week. */
export const MAX_SECONDS = 604_800;

/** Watched stretches: `[[from, to], ...]` in seconds, each running forwards. */
export const IsSegments = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSegments',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) && value.length <= MAX_REPORTED_SEGMENTS && value.every(isSegment),
      defaultMessage: () =>
        `must be at most ${MAX_REPORTED_SEGMENTS} pairs of seconds [from, to] with 0 <= from < to`,
    },
  });

function isSegment(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [from, to] = value as unknown[];
  return isSeconds(from) && isSeconds(to) && from < to;
}

const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= MAX_SECONDS;
