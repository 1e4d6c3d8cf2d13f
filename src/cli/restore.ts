/** Brings a backup back: `npm run restore -- FOLDER [--drop] [--yes]` (000-59). */
import { parseArgs } from 'node:util';
import { RuntimeConfig } from '../config/index.js';
import { Restorer } from '../infra/backup/index.js';
import { Migrations } from '../infra/migrations/index.js';
import { SIGN_IN_COLLECTIONS } from '../modules/auth/index.js';
import { runCommand } from './application.js';

const USAGE = `Usage: npm run restore -- FOLDER [options]

  --drop  replace what is in the database; without it the database must be empty
  --yes   needed for --drop in staging and production`;

const { values: options, positionals } = parseArgs({
  options: {
    drop: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

if (options.help) console.log(USAGE);
else
  await runCommand(
    async (app) => {
      const [folder, ...others] = positionals;
      if (!folder || others.length > 0) throw new Error(USAGE);
      const { NODE_ENV } = app.get(RuntimeConfig);
      const guarded = NODE_ENV === 'staging' || NODE_ENV === 'production';
      if (options.drop && guarded && !options.yes)
        throw new Error(`This replaces all data of ${NODE_ENV}. Add --yes if that is what you want.`);
      const { collections, documents } = await app
        .get(Restorer)
        .restore(folder, { drop: options.drop, without: SIGN_IN_COLLECTIONS });
      const pending = await app.get(Migrations).pending();
      const next = pending.length > 0 ? ' It is of an older version; run npm run migrate now.' : '';
      return `Restored ${documents} document(s) in ${collections} collection(s). Everybody is signed out.${next}`;
    },
    { unmigrated: true },
  );
