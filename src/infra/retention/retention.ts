import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { ProvidersOf } from '../discovery/index.js';
import { Metrics } from '../metrics/index.js';
import { RetentionRules, type RetentionRule } from './retention-rules.js';

/** Small enough that no command holds up those of users. */
const BATCH = 500;
const DAY_MS = 86_400_000;

/** Lets go of what was kept long enough. It may break off anywhere: the next run goes on. */
@Injectable()
export class Retention implements OnModuleInit {
  private readonly handled = new Map<string, number>();

  constructor(
    private readonly providers: ProvidersOf,
    private readonly metrics: Metrics,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  onModuleInit(): void {
    this.metrics.counterOf(
      'retention_documents_total',
      'Documents that were removed or lost personal data because their time was over, by rule.',
      ['rule'],
      () => [...this.handled].map(([rule, count]) => [{ rule }, count] as const),
    );
  }

  rules(): RetentionRule[] {
    return this.providers.find(RetentionRules).flatMap(({ rules }) => rules);
  }

  /** @returns how many documents each rule was applied to */
  async execute(now: Date, signal: AbortSignal): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const rule of this.rules()) {
      const count = await this.apply(rule, new Date(now.getTime() - rule.days * DAY_MS), signal);
      counts[rule.name] = count;
      this.handled.set(rule.name, (this.handled.get(rule.name) ?? 0) + count);
    }
    return counts;
  }

  private async apply(rule: RetentionRule, before: Date, signal: AbortSignal): Promise<number> {
    const collection = this.connection.collection(rule.collection);
    const overdue = rule.overdue(before);
    let total = 0;
    while (!signal.aborted) {
      const found = await collection.find(overdue).project({ _id: 1 }).limit(BATCH).toArray();
      if (found.length === 0) break;
      // Still overdue: somebody may have used it a moment ago.
      const due = { ...overdue, _id: { $in: found.map(({ _id }) => _id as mongo.ObjectId) } };
      const done = rule.change
        ? (await collection.updateMany(due, rule.change)).modifiedCount
        : (await collection.deleteMany(due)).deletedCount;
      total += done;
      if (done === 0) break;
    }
    return total;
  }
}
