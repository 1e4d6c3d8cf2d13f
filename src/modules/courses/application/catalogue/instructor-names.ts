import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { People } from '../../../users/index.js';

/** A new name shows after this long at most, and after the answers that carry the old one have been dropped. */
const TRUST_MS = 60_000;
const MAX_NAMES = 5_000;

/** What those who teach are called, remembered for a minute: the catalogue asks for the same few again and again. */
@Injectable()
export class InstructorNames {
  private readonly names = new LRUCache<string, string>({ max: MAX_NAMES, ttl: TRUST_MS });

  constructor(private readonly people: People) {}

  /** By id; those who are gone are left out. At most one query. */
  async of(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
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
}
