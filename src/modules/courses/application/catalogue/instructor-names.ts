import { Injectable } from '@nestjs/common';
import { MonotonicClock } from '../../../../infra/clock/index.js';
import { People } from '../../../users/index.js';

/** A new name shows after this long at most, and after the answers that carry the old one have been dropped. */
const TRUST_MS = 60_000;
const MAX_NAMES = 5_000;

/** What those who teach are called, remembered for a minute: the catalogue asks for the same few again and again. */
@Injectable()
export class InstructorNames {
  private readonly names = new Map<string, string>();
  private trustedUntil = 0;

  constructor(
    private readonly people: People,
    private readonly clock: MonotonicClock,
  ) {}

  /** By id; those who are gone are left out. At most one query. */
  async of(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.forgetInTime();
    const found = new Map<string, string>();
    const unknown = new Set<string>();
    for (const id of userIds) {
      const name = this.names.get(id);
      if (name === undefined) unknown.add(id);
      else found.set(id, name);
    }
    if (unknown.size === 0) return found;
    for (const { id, name } of (await this.people.namesOf([...unknown])).values()) {
      this.names.set(id, name);
      found.set(id, name);
    }
    return found;
  }

  /** In this process; others forget within a minute. */
  forget(): void {
    this.trustedUntil = 0;
  }

  /** All at once: a time for each name would cost more than asking for all of them once a minute. */
  private forgetInTime(): void {
    const now = this.clock.now();
    if (now < this.trustedUntil && this.names.size <= MAX_NAMES) return;
    this.names.clear();
    this.trustedUntil = now + TRUST_MS;
  }
}
