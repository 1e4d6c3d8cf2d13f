/** A length of time as people say it: `45 minutes`, `1 hour`, `12.5 hours`. */
export function durationText(seconds: number): string {
  if (seconds < 3600) return counted(Math.max(1, Math.round(seconds / 60)), 'minute');
  return counted(Math.round(seconds / 360) / 10, 'hour');
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
