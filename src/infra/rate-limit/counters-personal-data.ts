import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
import { networkOf } from './client-address.js';
import { SharedCounter } from './shared-counter.js';

/**
 * Counters are named after accounts and networks. They end within the hour by themselves, but with somebody who goes they
 * go at once.
 */
@Injectable()
export class CountersPersonalData extends PersonalData {
  override readonly part = 'counters';
  override readonly turn = 'traces';

  constructor(private readonly counter: SharedCounter) {
    super();
  }

  /** Of what somebody is known by, addresses of networks alone: a name can be any word, and a part of others' counters. */
  override erase({ userId, identifiers }: Subject): Promise<void> {
    const networks = identifiers.filter((identifier) => isIP(identifier) !== 0).map(networkOf);
    const names = [userId, ...networks];
    return this.counter.forget((key) => names.some((name) => key === name || key.endsWith(`:${name}`)));
  }
}
