/**
 * `npm run demo`: plays the whole story against a running `npm start`, through HTTP only, and keeps what it downloads
 * under the data folder.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findRunning } from '../start/environment.ts';
import { Client } from './client.ts';
import { Mailbox } from './mailbox.ts';
import { playStory } from './story.ts';

const PATIENCE_MS = 30_000;

interface SignIn {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

const { values: options } = parseArgs({ options: { 'data-dir': { type: 'string', default: '.data' } } });
const data = options['data-dir'];
const running = findRunning(data);
if (!running) fail('Nothing is running here. Start it first, in another terminal: npm start');
const signIns = join(data, 'sample-sign-ins.json');
const people = existsSync(signIns) ? (JSON.parse(readFileSync(signIns, 'utf8')) as SignIn[]) : [];
const person = (role: string): SignIn =>
  people.find((candidate) => candidate.role === role) ??
  fail(`There is no sample ${role} here. Begin anew: npm start -- --reset`);

let steps = 0;
const { certificate, receipt, code } = await playStory({
  guest: new Client(running['PUBLIC_URL'] ?? ''),
  mailbox: new Mailbox(running['MAIL_CATCHER_URL'] ?? ''),
  admin: person('admin'),
  moderator: person('moderator'),
  suffix: Date.now().toString(36),
  watch: (seconds) => delay(seconds * 1000),
  eventually,
  tell: (line) => console.log(`${String(++steps).padStart(3)}. ${line}`),
});

const folder = join(data, 'demo');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'certificate.pdf'), certificate);
writeFileSync(join(folder, 'receipt.pdf'), receipt);
console.log(`\nKept: ${folder}/certificate.pdf and receipt.pdf`);
console.log(`The certificate, for everybody: ${running['PUBLIC_URL']}/api/v1/certificates/${code}`);

/** @throws Error when it hasn't come true for so long that it never will */
async function eventually<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const result = await attempt();
    if (result !== undefined) return result;
    await delay(100);
  }
  throw new Error(`It did not happen within ${PATIENCE_MS / 1000} s: ${attempt.toString()}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
