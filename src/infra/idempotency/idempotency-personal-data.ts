import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
import { IdempotencyKeys } from './idempotency-keys.js';

/** Answers that wait for a repetition hold what they said. */
@Injectable()
export class IdempotencyPersonalData extends PersonalData {
  override readonly part = 'answers';

  constructor(private readonly keys: IdempotencyKeys) {
    super();
  }

  override erase({ userId }: Subject): Promise<void> {
    return this.keys.forget(userId);
  }
}
