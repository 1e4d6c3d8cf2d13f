/** Fills the database with sample data: `npm run seed [-- --full] [--reset]` (000-56). */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Seeder, type SampleSignIn } from '../infra/seeding/index.js';
import { runCommand } from './application.js';

const USAGE = `Usage: npm run seed -- [options]

  --full           rich test data instead of the essential
  --reset          remove everything first; refused in staging and production
  --if-empty       do nothing when there is data already
  --sign-ins FILE  write the accounts that can sign in to a file, as JSON`;

const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    reset: { type: 'boolean', default: false },
    'if-empty': { type: 'boolean', default: false },
    'sign-ins': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function seed(seeder: Seeder): Promise<string> {
  if (options['if-empty'] && !(await seeder.isEmpty())) return 'There is data already.';
  if (options.reset) await seeder.reset();
  const signIns = await seeder.run({ full: options.full });
  if (options['sign-ins'])
    await writeFile(options['sign-ins'], JSON.stringify(signIns, null, 2), { mode: 0o600 });
  return ['Sample data is in place.', ...signIns.map(line)].join('\n');
}

const line = ({ role, email, password }: SampleSignIn) => `  ${role.padEnd(12)}${email}  ${password}`;

if (options.help) console.log(USAGE);
else await runCommand((app) => seed(app.get(Seeder)));
