import type { Operation } from '../contract/document.js';

interface Failure {
  readonly operationId: string;
  readonly curl: string;
  readonly wrong: readonly string[];
}

const SHOWN_FAILURES = 40;
const SHOWN_CHARACTERS = 1_500;

/** What a run has found. */
export class Report {
  private readonly statuses = new Map<number, number>();
  private readonly asked = new Map<string, number>();
  private readonly reached = new Set<string>();
  private readonly found: Failure[] = [];

  constructor(private readonly seed: number) {}

  /** How many requests were made. */
  get total(): number {
    return [...this.asked.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Answers that were no answers of the contract. */
  get failures(): readonly Failure[] {
    return this.found;
  }

  /** The share of requests that did what they asked for. */
  get success(): number {
    const good = [...this.statuses].filter(([status]) => status < 300);
    return good.reduce((sum, [, count]) => sum + count, 0) / Math.max(1, this.total);
  }

  /** Operations that were asked and never did anything. */
  get unreached(): readonly string[] {
    return [...this.asked.keys()].filter((operationId) => !this.reached.has(operationId)).toSorted();
  }

  count({ operationId }: Operation, status: number): void {
    this.note(operationId);
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status < 400) this.reached.add(operationId);
  }

  /** @param curl how to ask the same again */
  fail({ operationId }: Operation, curl: string, wrong: readonly string[]): void {
    if (wrong.includes('Error: no answer')) this.note(operationId);
    this.found.push({ operationId, curl, wrong });
  }

  toString(): string {
    const statuses = [...this.statuses].toSorted(([one], [other]) => one - other);
    return [
      `seed        ${this.seed}`,
      `requests    ${this.total}, to ${this.asked.size} operations`,
      `2xx         ${(this.success * 100).toFixed(1)} %`,
      `answers     ${statuses.map(([status, count]) => `${status}: ${count}`).join(', ')}`,
      `never 2xx   ${this.unreached.join(', ') || 'none'}`,
      `failures    ${this.found.length}`,
      ...this.found
        .slice(0, SHOWN_FAILURES)
        .flatMap(({ operationId, curl, wrong }) => [
          '',
          `${operationId}: ${wrong.join('; ').slice(0, SHOWN_CHARACTERS)}`,
          `  ${curl}`,
        ]),
    ].join('\n');
  }

  private note(operationId: string): void {
    this.asked.set(operationId, (this.asked.get(operationId) ?? 0) + 1);
  }
}
