import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DecoratedMethods, type DecoratedMethod } from '../discovery/index.js';
import { CONSUMES } from './consumes.decorator.js';
import type { JobQueue } from './job-queue.js';

type RegisteredConsumer = DecoratedMethod<JobQueue<object>>;

/** All consumers of the application, whether or not this process runs them. */
@Injectable()
export class Consumers implements OnModuleInit {
  #byQueue = new Map<string, RegisteredConsumer>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws Error when two methods consume one queue */
  onModuleInit(): void {
    for (const consumer of this.methods.find<JobQueue<object>>(CONSUMES)) {
      const { name } = consumer.metadata;
      const other = this.#byQueue.get(name);
      if (other) throw new Error(`Both ${other.label} and ${consumer.label} consume the queue ${name}.`);
      this.#byQueue.set(name, consumer);
    }
  }

  all(): RegisteredConsumer[] {
    return [...this.#byQueue.values()];
  }

  queueNames(): string[] {
    return [...this.#byQueue.keys()];
  }
}
