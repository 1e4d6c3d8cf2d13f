import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import { FieldCipher } from '../../src/infra/crypto/index.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a compiled command as an operator would, on this file's database. */
async function run(
  script: string,
  args: string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const running = promisify(execFile)('node', [`dist/cli/${script}.js`, ...args], {
    env: { ...process.env, ...environment },
  });
  running.child.stdin?.end();
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Outcome) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}

/** What production insists on; no server is there. */
const PRODUCTION = {
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://lyceum:secret@127.0.0.1:1/?tls=true',
  BCRYPT_ROUNDS: '12',
};

const client = new MongoClient(process.env['MONGODB_URI'] ?? '');
const database = () => client.db(process.env['MONGODB_DATABASE']);
const emails = async () => (await database().collection('users').distinct('email')) as string[];

beforeAll(() => client.connect());
afterAll(async () => {
  await database().dropDatabase();
  await client.close();
});

// Each command is a process that starts the application.
describe('an operator', { timeout: 60_000 }, () => {
  it('can make no account in a database that is not migrated', async () => {
    for (const [script, ...args] of [['seed'], ['admin', '--email', 'ada@example.com']] as const) {
      const { code, stderr } = await run(script, args);
      expect(code).toBe(1);
      expect(stderr).toContain('run npm run migrate first');
    }
    expect(await emails()).toEqual([]);
  });

  it('migrates, and sees it', async () => {
    expect((await run('migrate', ['status'])).stdout).toMatch(/^pending\s+0030-users/m);
    expect((await run('migrate')).stdout).toContain('0030-users');
    expect((await run('migrate')).stdout).toContain('up to date');
    expect((await run('migrate', ['status'])).stdout).not.toContain('pending');
    expect((await run('migrate', ['check'])).code).toBe(0);
  });

  it('makes the first administrator with a password that is shown once, and no second one of the address', async () => {
    const first = await run('admin', ['--email', 'Ada@Example.com']);
    expect(first.stdout).toMatch(/^ada@example\.com can sign in .* shown this once: \S{20}$/m);
    const second = await run('admin', ['--email', 'ada@example.com']);
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('already') as string });
    expect(await database().collection('users').find({ email: 'ada@example.com' }).toArray()).toMatchObject([
      {
        role: 'admin',
        approval: { status: 'approved' },
        passwordHash: expect.stringMatching(/^\$2/) as string,
      },
    ]);
  });

  it('fills in the people and the course of the documents, as often as wanted', async () => {
    const first = await run('seed');
    expect(first.stdout).toMatch(/student +john\.doe@example\.com/);
    const again = await run('seed');
    expect(again.stdout).not.toContain('john.doe');
    expect(await emails()).toEqual(
      expect.arrayContaining(['john.doe@example.com', 'jane.smith@example.com']),
    );
    const jane = await database().collection('users').findOne({ email: 'jane.smith@example.com' });
    expect(await database().collection('courses').find().toArray()).toMatchObject([
      {
        title: 'JavaScript Fundamentals',
        price: { amount: 9999, currency: 'USD' },
        level: 'beginner',
        instructor: jane?._id,
      },
    ]);
  });

  it('starts over with a reset', async () => {
    expect((await run('seed', ['--reset'])).code).toBe(0);
    expect(await emails()).not.toContain('ada@example.com');
    expect(await emails()).toContain('john.doe@example.com');
  });

  it('makes a backup, and restores it into an empty database or in place of what is there', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'backup-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const before = await emails();
    // Whoever has its token is in.
    await database().collection('sessions').insertOne({ familyId: 'of-a-revoked-session' });
    const made = await run('backup', [], { BACKUP_DIR: directory });
    expect(made.stdout).toMatch(/holds \d+ document\(s\) in \d+ collection\(s\)/);
    const [folder = ''] = (await readdir(directory)).map((name) => join(directory, name));

    await database().dropDatabase();
    expect((await run('restore', [folder])).stdout).toMatch(/^Restored \d+ document\(s\) .*\.$/m);
    expect(await emails()).toEqual(before);
    expect(await database().collection('sessions').countDocuments()).toBe(0);
    await database().collection('users').deleteMany({});
    expect((await run('restore', [folder])).stderr).toContain('--drop');
    expect((await run('restore', [folder, '--drop'])).code).toBe(0);
    expect(await emails()).toEqual(before);
  }, 60_000);

  it('replaces the data of production only when saying so twice', async () => {
    const { code, stderr } = await run('restore', ['anywhere', '--drop'], PRODUCTION);
    expect(code).toBe(1);
    expect(stderr).toContain('Add --yes');
  });

  it('encrypts everything anew under another key, and hears when the old one can go', async () => {
    const old = process.env['FIELD_ENCRYPTION_KEYS']!;
    const keys = (...FIELD_ENCRYPTION_KEYS: [string, ...string[]]) => ({ FIELD_ENCRYPTION_KEYS });
    const next = 'n'.repeat(43);
    const [first, second] = await database().collection('users').find().limit(2).toArray();
    const contextOf = (user: typeof first) => `users/${String(user?._id)}/personal.phone`;
    const phone = new FieldCipher(keys(old)).encrypt('+44 131 496 0000', contextOf(first));
    const set = (user: typeof first, value: string) =>
      database()
        .collection('users')
        .updateOne({ _id: user?._id }, { $set: { 'personal.phone': value } });
    await set(first, phone);
    await set(second, phone);

    const changed = { FIELD_ENCRYPTION_KEYS: `${next},${old}` };
    const damaged = await run('rotate-keys', [], changed);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toContain('users.personal.phone: 1 encrypted anew, 1 damaged and left');
    expect(damaged.stderr).toContain('1 value(s) still name another key: keep all');
    expect(damaged.stderr).not.toContain(phone);
    await set(second, new FieldCipher(keys(old)).encrypt('+44 20', contextOf(second)));
    const { code, stdout } = await run('rotate-keys', [], changed);
    expect([code, stdout]).toEqual([0, expect.stringContaining('the others can be removed')]);
    const stored = await database().collection('users').findOne({ _id: first?._id });
    const { personal } = stored as unknown as { personal: { phone: string } };
    expect(new FieldCipher(keys(next)).decrypt(personal.phone, contextOf(first))).toBe('+44 131 496 0000');
    const recorded = database().collection('audit_logs').find({ action: 'privacy.keys-rotated' });
    expect(await recorded.sort({ _id: 1 }).toArray()).toMatchObject([
      { outcome: 'failure', actor: { kind: 'system' }, after: { values: 1, damaged: 1, left: 1 } },
      { outcome: 'success', actor: { kind: 'system' }, after: { values: 1, damaged: 0, left: 0 } },
    ]);
  });

  it('is told all that is wrong with the environment', async () => {
    const { code, stderr } = await run('migrate', [], { JWT_SECRET: 'short', REDIS_URL: '' });
    expect(code).toBe(1);
    expect(stderr).toContain('JWT_SECRET');
    expect(stderr).toContain('REDIS_URL: is required');
    expect(stderr).not.toContain('short');
  });
});
