/**
 * Makes an administrator: `npm run admin:create -- --email ada@example.com --first-name Ada --last-name Lovelace`. The
 * password is read from standard input when something is piped in, and otherwise made up and shown once (T9).
 */
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { isEmail } from 'class-validator';
import { Ids } from '../infra/clock/index.js';
import { PasswordPolicy } from '../modules/auth/index.js';
import { CreateAdmin } from '../modules/users/index.js';
import { runCommand } from './application.js';

const USAGE =
  'Usage: npm run admin:create -- --email EMAIL [--first-name NAME] [--last-name NAME] [< password]';

/** What a person may type at the least, besides what the policy asks of everybody. */
const MIN_PASSWORD = 12;

const { values } = parseArgs({
  options: {
    email: { type: 'string', default: '' },
    'first-name': { type: 'string', default: 'System' },
    'last-name': { type: 'string', default: 'Administrator' },
  },
});

await runCommand(async (app) => {
  if (!isEmail(values.email)) throw new Error(USAGE);
  const given = process.stdin.isTTY ? '' : (await text(process.stdin)).trim();
  if (given && given.length < MIN_PASSWORD)
    throw new Error(`The password needs at least ${MIN_PASSWORD} characters.`);
  const [problem] = given ? await app.get(PasswordPolicy).problemsOf(given, { email: values.email }) : [];
  if (problem) throw new Error(`The password ${problem.detail}.`);
  const password = given || app.get(Ids).token(15);
  const admin = await app.get(CreateAdmin).execute({
    email: values.email,
    firstName: values['first-name'],
    lastName: values['last-name'],
    password,
  });
  const told = given ? '' : ` Password, shown this once: ${password}`;
  return `${admin.email} can sign in as an administrator.${told}`;
});
