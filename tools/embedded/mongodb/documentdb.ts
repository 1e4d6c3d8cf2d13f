import { debianTree } from '../debian/tree.ts';
import type { Strategy } from '../strategy.ts';
import { startGatewayProcess } from './gateway-process.ts';
import { startPostgres } from './postgres.ts';
import { documentDbRecipe } from './recipe.ts';

/** Debian's DocumentDB behind our gateway: needs no installation, no root and no MongoDB. */
export const documentDb: Strategy = {
  name: 'DocumentDB from Debian',
  async start(context) {
    const root = await debianTree(documentDbRecipe, context);
    if (root === undefined) return undefined;
    const postgres = await startPostgres(root, context);
    try {
      const gateway = await startGatewayProcess(postgres.access, context);
      return {
        url: gateway.url,
        description: 'DocumentDB on PostgreSQL 18, from Debian packages in your cache folder',
        async stop() {
          await gateway.stop();
          await postgres.stop();
        },
      };
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  },
};
