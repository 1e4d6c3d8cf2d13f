interface Figure {
  readonly figure: string;
  readonly measured: string;
  readonly bound: string;
}

const figures: Figure[] = [];

/** Prints a figure beside its bound, and keeps it for the table at the end. */
export function note(figure: string, measured: string, bound = ''): void {
  figures.push({ figure, measured, bound });
  console.log(`  ${figure}: ${measured}${bound && ` (${bound})`}`);
}

export const printFigures = (): void => console.table(figures);

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const milliseconds = (ms: number): string => `${ms.toFixed(2)} ms`;
export const ratio = (value: number): string => value.toFixed(2);
