import { Injectable } from '@nestjs/common';
import { requestContext } from '../../../common/http/request-context.js';
import { Consumes, jobQueue, type JobContext } from '../index.js';

export interface Greeting {
  readonly name: string;
}

export const Greetings = jobQueue<Greeting>('greetings', { attempts: 3 });
export const HastyGreetings = jobQueue<Greeting>('hasty-greetings', { attempts: 1, timeoutMs: 1 });

/** A consumer that does what a test wants it to, and remembers what it got. */
@Injectable()
export class Greeter {
  readonly seen: { name: string; attempt: number; requestId?: string }[] = [];
  work: (greeting: Greeting, context: JobContext) => Promise<void> = async () => {};

  @Consumes(Greetings)
  async greet(greeting: Greeting, context: JobContext): Promise<void> {
    const requestId = requestContext.getStore()?.requestId;
    this.seen.push({ name: greeting.name, attempt: context.attempt, requestId });
    await this.work(greeting, context);
  }

  @Consumes(HastyGreetings)
  async greetInHaste(_: Greeting, { signal }: JobContext): Promise<void> {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }

  attemptsFor(name: string): number[] {
    return this.seen.filter((entry) => entry.name === name).map(({ attempt }) => attempt);
  }

  /** Makes jobs last until they are let go. */
  hold() {
    const started = Promise.withResolvers<AbortSignal>();
    const gate = Promise.withResolvers<void>();
    this.work = (_, { signal }) => {
      started.resolve(signal);
      return gate.promise;
    };
    return { started: started.promise, letGo: gate.resolve };
  }
}
