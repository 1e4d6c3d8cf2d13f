/**
 * Makes an administrator: `npm run admin:create -- --email ada@example.com --first-name Ada --last-name Lovelace`. The
 * password is read from standard input when something is piped in, and otherwise made up and shown once (T9).
 */
import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { isEmail } from 'class-validator';
import { AppModule } from '../app.module.js';
import { DomainError } from '../common/errors/index.js';
import { Ids } from '../infra/clock/index.js';
import { CreateAdmin } from '../modules/users/index.js';

const USAGE =
  'Usage: npm run admin:create -- --email EMAIL [--first-name NAME] [--last-name NAME] [< password]';

/** What a person may type at the least; the policy for everybody else is the sign-up form's. */
const MIN_PASSWORD = 12;

try {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      'first-name': { type: 'string', default: 'System' },
      'last-name': { type: 'string', default: 'Administrator' },
    },
  });
  if (!values.email || !isEmail(values.email)) throw new Error(USAGE);
  const given = process.stdin.isTTY ? '' : (await text(process.stdin)).trim();
  if (given && given.length < MIN_PASSWORD)
    throw new Error(`The password needs at least ${MIN_PASSWORD} characters.`);

  const app = await NestFactory.createApplicationContext(AppModule, {
    logger: ['error'],
    abortOnError: false,
  });
  const password = given || app.get(Ids).token(15);
  const admin = await app.get(CreateAdmin).execute({
    email: values.email,
    firstName: values['first-name'],
    lastName: values['last-name'],
    password,
  });
  await app.close();
  console.log(
    `${admin.email} can sign in as an administrator.${given ? '' : ` Password, shown this once: ${password}`}`,
  );
} catch (error) {
  console.error(error instanceof DomainError ? error.detail : (error as Error).message);
  process.exit(1);
}
