import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CacheService } from '../../../../infra/cache/index.js';
import { NameReaders, People } from '../../../users/index.js';
import { CoursesPersonalDataRepository } from '../../persistence/courses-personal-data.repository.js';
import { INSTRUCTORS_TAG } from '../catalogue-tags.js';

const MAX_NAMES = 5_000;

/** A name that was changed behind the application's back shows after this long. */
const TTL_MS = 60_000;

interface Kept {
  readonly name: string;
  /** Of the names of those who teach, when it was read. */
  readonly generation: string;
}

/**
 * What those who teach are called: the catalogue asks for the same few again and again.
 *
 * A name counts as long as nobody who teaches has changed or hidden theirs, by the generation that the answer itself is
 * stored under: so a profile that becomes private leaves the catalogue at once, on every instance, and nobody has to ask for
 * that. Outside such an answer, and without Redis, nothing is remembered.
 */
@Injectable()
export class InstructorNames extends NameReaders {
  private readonly kept = new LRUCache<string, Kept>({ max: MAX_NAMES, ttl: TTL_MS });

  constructor(
    private readonly people: People,
    private readonly records: CoursesPersonalDataRepository,
    private readonly cache: CacheService,
  ) {
    super();
  }

  /** By id; those who are gone are left out. At most one query. */
  async of(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const generation = this.cache.generationOf(INSTRUCTORS_TAG);
    const found = new Map<string, string>();
    const unknown = new Set<string>();
    for (const id of userIds) {
      const kept = generation === undefined ? undefined : this.kept.get(id);
      if (kept && kept.generation === generation) found.set(id, kept.name);
      else unknown.add(id);
    }
    if (unknown.size === 0) return found;
    for (const { id, name } of (await this.people.namesOf([...unknown])).values()) {
      found.set(id, name);
      if (generation !== undefined) this.kept.set(id, { name, generation });
    }
    return found;
  }

  /** Drops what shows the name, if there is any: learners must not be able to empty the catalogue's cache. */
  override async forget(userId: string): Promise<void> {
    if (!(await this.records.teaches(userId))) return;
    if (!(await this.cache.invalidate(INSTRUCTORS_TAG)))
      throw new Error('Redis did not take an invalidation.');
  }
}
