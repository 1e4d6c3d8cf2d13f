import type { Strategy } from '../strategy.ts';

/** The MongoDB that `MONGODB_URI` names; whether it answers is for the application to see. */
export const mongodbFromEnvironment: Strategy = {
  name: 'MONGODB_URI',
  async start({ env }) {
    if (!env.MONGODB_URI) return undefined;
    return { url: env.MONGODB_URI, description: 'the server that MONGODB_URI names', stop: async () => {} };
  },
};
