import { describe, expect, it } from 'vitest';
import { entryOf } from './cache-entry.js';
import { LocalCache } from './local-cache.js';

const entry = (...tags: string[]) => ({ ...entryOf('x'.repeat(1_000)), tags, verifiedAt: 0 });

describe('LocalCache', () => {
  it('drops by tag what carries it now, not what carried it once', () => {
    const cache = new LocalCache(100_000);
    cache.set('page', entry('old', 'both'));
    cache.set('page', entry('new', 'both'));
    cache.drop(['old']);
    expect(cache.get('page')).toBeDefined();
    cache.drop(['both']);
    expect(cache.get('page')).toBeUndefined();
  });

  it('does not take what is larger than all of it', () => {
    const cache = new LocalCache(1_000);
    cache.set('page', entry('tag'));
    expect([cache.get('page'), cache.bytes]).toEqual([undefined, 0]);
  });

  it('lets the least recently read go first', () => {
    const cache = new LocalCache(4_000);
    for (const key of ['one', 'two']) cache.set(key, entry('tag'));
    cache.get('one');
    cache.set('three', entry('tag'));
    expect(['one', 'two', 'three'].filter((key) => cache.get(key))).toEqual(['one', 'three']);
  });
});
