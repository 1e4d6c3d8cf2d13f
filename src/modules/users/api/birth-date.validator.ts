import { ValidateBy } from 'class-validator';

const FORM = /^\d{4}-\d\d-\d\d$/;
const EARLIEST = '1900-01-01';

/** A day that exists, on which somebody living can have been born: `YYYY-MM-DD`. That it is past, the use case knows. */
export const IsBirthDate = (): PropertyDecorator =>
  ValidateBy({
    name: 'isBirthDate',
    validator: {
      validate: isBirthDate,
      defaultMessage: () => 'must be a day after 1900, written YYYY-MM-DD',
    },
  });

function isBirthDate(value: unknown): boolean {
  if (typeof value !== 'string' || !FORM.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  // Days that don't exist are moved into the next month, or aren't dates at all.
  return value >= EARLIEST && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
