import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { composition, FOLDER, newEnvironment } from './compose.js';

const { services } = composition(newEnvironment());
const env = services['mongo']?.environment ?? {};
const uri = new URL(services['api']?.environment?.['MONGODB_URI'] ?? '');
const replicaSet = uri.searchParams.get('replicaSet');

/** Runs a script of docker/mongo, offering it what it uses of mongosh. */
const mongosh = (script: string, offered: object): unknown =>
  runInNewContext(readFileSync(join(FOLDER, 'mongo', script), 'utf8'), { process: { env }, ...offered });

/** What the health check finds, and what it does about it. */
function checkHealth(member: { status: () => void; isWritablePrimary: boolean }) {
  const calls = { initiated: [] as unknown[], exitCode: 0, signedIn: [] as unknown[] };
  mongosh('health.js', {
    db: {
      getSiblingDB: () => ({ auth: (...credentials: unknown[]) => calls.signedIn.push(credentials) }),
      hello: () => ({ isWritablePrimary: member.isWritablePrimary }),
    },
    rs: { status: member.status, initiate: (set: unknown) => calls.initiated.push(set) },
    quit: (code: number) => (calls.exitCode = code),
  });
  return calls;
}

const failing = (codeName: string) => () => {
  throw Object.assign(new Error(codeName), { codeName });
};

describe("the database's first start", () => {
  it('makes the account that the application uses, which may read and write its own database only', () => {
    const users: object[] = [];
    mongosh('create-user.js', {
      db: {
        getSiblingDB: (name: string) => ({ createUser: (user: object) => users.push({ in: name, ...user }) }),
      },
    });
    expect(users).toEqual([
      {
        in: uri.searchParams.get('authSource'),
        user: uri.username,
        pwd: uri.password,
        roles: [{ role: 'readWrite', db: services['api']?.environment?.['MONGODB_DATABASE'] }],
        mechanisms: [uri.searchParams.get('authMechanism')],
      },
    ]);
  });
});

describe("the database's health check", () => {
  it('makes the replica set that clients ask for, and waits until it takes writes', () => {
    const calls = checkHealth({ status: failing('NotYetInitialized'), isWritablePrimary: false });
    expect(calls).toEqual({
      signedIn: [[env['MONGO_INITDB_ROOT_USERNAME'], env['MONGO_INITDB_ROOT_PASSWORD']]],
      initiated: [{ _id: replicaSet, members: [{ _id: 0, host: uri.host }] }],
      exitCode: 1,
    });
  });

  it('leaves a replica set alone that is there', () => {
    const calls = checkHealth({ status: () => undefined, isWritablePrimary: true });
    expect(calls).toMatchObject({ initiated: [], exitCode: 0 });
  });

  it('fails while the image still fills the volume, without a replica set', () => {
    const member = { status: failing('NoReplicationEnabled'), isWritablePrimary: true };
    expect(() => checkHealth(member)).toThrow('NoReplicationEnabled');
  });
});

describe('the scripts', () => {
  it.each([
    ['bash', 'mongo/start.sh'],
    ['sh', 'valkey/start.sh'],
    ['sh', 'new-env.sh'],
  ])('are ones that %s can read: %s', (shell, script) => {
    expect(() => execFileSync(shell, ['-n', join(FOLDER, script)], { stdio: 'pipe' })).not.toThrow();
  });

  it('start mongod as a member of the replica set that clients ask for', () => {
    expect(readFileSync(join(FOLDER, 'mongo/start.sh'), 'utf8')).toContain(`--replSet ${replicaSet} `);
  });
});
