import { join } from 'node:path';
import type { Recipe } from '../debian/recipe.ts';
import { debianTree } from '../debian/tree.ts';
import type { Strategy } from '../strategy.ts';
import { runRedisServer } from './redis-server.ts';

const PROGRAM = 'usr/bin/redis-server';

/** Debian's Redis, of the same suite as DocumentDB. */
export const redisRecipe: Recipe = {
  name: 'redis-1',
  suite: 'forky',
  packages: ['redis-server'],
  size: '10 MB',
  unpack: /^redis/,
  programs: [PROGRAM],
  folders: [],
};

/** Debian's Redis package, unpacked into the user's cache folder: needs no installation and no root. */
export const redisFromDebian: Strategy = {
  name: 'Redis from Debian',
  async start(context) {
    const root = await debianTree(redisRecipe, context);
    if (root === undefined) return undefined;
    return runRedisServer(join(root, PROGRAM), 'Redis, from Debian packages in your cache folder', context);
  },
};
