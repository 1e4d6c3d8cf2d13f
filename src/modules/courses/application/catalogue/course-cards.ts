import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CacheService } from '../../../../infra/cache/index.js';
import type { CourseCard } from '../../domain/catalogue.js';
import { CatalogueRepository } from '../../persistence/catalogue.repository.js';
import { COURSES_TAG } from '../catalogue-tags.js';

/** Some 3 MB when full. */
const MAX_CARDS = 2_000;

/** The counts on a card may be this old; whatever else changes drops it at once. */
const TTL_MS = 30_000;

interface Kept {
  readonly card: CourseCard;
  /** Of the catalogue, when the card was read. */
  readonly generation: string;
}

/**
 * The cards that pages of the catalogue are made of. There are as many pages as there are questions, and most of them show
 * the same courses: kept here, a page that nobody has asked for yet costs the database a list of ids.
 *
 * A card counts as long as no course has changed, by the generation that the page itself is stored under: no page can
 * show an older course than it would have read.
 */
@Injectable()
export class CourseCards {
  private readonly kept = new LRUCache<string, Kept>({ max: MAX_CARDS, ttl: TTL_MS });

  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly cache: CacheService,
  ) {}

  /** In the order of the ids; those that have left the catalogue meanwhile are left out. */
  async of(ids: readonly string[]): Promise<CourseCard[]> {
    const generation = this.cache.generationOf(COURSES_TAG);
    const found = new Map<string, CourseCard>();
    for (const id of ids) {
      const kept = generation === undefined ? undefined : this.kept.get(id);
      if (kept?.generation === generation && kept) found.set(id, kept.card);
    }
    const missing = ids.filter((id) => !found.has(id));
    for (const [id, card] of await this.catalogue.findCards(missing)) {
      found.set(id, card);
      if (generation !== undefined) this.kept.set(id, { card, generation });
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}
