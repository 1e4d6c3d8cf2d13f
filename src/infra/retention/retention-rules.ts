import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { RetentionConfig } from '../../config/index.js';

/** What becomes of documents whose time is over. */
export interface RetentionRule {
  /** What stands in the counts of the run and in the metric; in camel case, stable for ever. */
  readonly name: string;
  readonly collection: string;
  /** How long they are kept; from the configuration. */
  readonly days: number;
  /** Those whose time was over at an instant. It must have an index, and not hold for what `change` has been done to. */
  readonly overdue: (before: Date) => mongo.Filter<mongo.Document>;
  /** What is taken from them; unless given, they are removed. */
  readonly change?: mongo.UpdateFilter<mongo.Document>;
}

/**
 * The owner of a collection says how long what is kept: a provider that extends this class is found by the nightly job,
 * whichever module it is of (001-18).
 */
@Injectable()
export abstract class RetentionRules {
  abstract readonly rules: readonly RetentionRule[];

  constructor(protected readonly config: RetentionConfig) {}
}
