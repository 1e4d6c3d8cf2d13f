import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
import { networkOf } from './client-address.js';
import { SharedCounter } from './shared-counter.js';

/** Counters are named after networks. They end within the hour by themselves, but with somebody who goes they go at once. */
@Injectable()
export class CountersPersonalData extends PersonalData {
  override readonly part = 'counters';
  override readonly turn = 'account';

  constructor(private readonly counter: SharedCounter) {
    super();
  }

  override async erase({ identifiers }: Subject): Promise<void> {
    const names = identifiers.map((identifier) => `:${networkOf(identifier)}`);
    if (names.length > 0) await this.counter.forget((key) => names.some((name) => key.endsWith(name)));
  }
}
