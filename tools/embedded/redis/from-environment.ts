import type { Strategy } from '../strategy.ts';

/** The Redis that `REDIS_URL` names; whether it answers is for the application to see. */
export const redisFromEnvironment: Strategy = {
  name: 'REDIS_URL',
  async start({ env }) {
    if (!env.REDIS_URL) return undefined;
    return { url: env.REDIS_URL, description: 'the server that REDIS_URL names', stop: async () => {} };
  },
};
