import type { Binary } from 'mongodb';
import type { Context, Handling } from '../context.ts';
import { bson } from '../wire.ts';
import { randomBytes } from 'node:crypto';
import { BSON } from 'mongodb';
import { SESSION_TIMEOUT_MINUTES } from '../sessions.ts';

const OK = bson({ ok: 1 });

async function commit({ transaction }: Context): Promise<Buffer> {
  await transaction?.commit();
  return OK;
}

async function abort({ transaction }: Context): Promise<Buffer> {
  await transaction?.abort();
  return OK;
}

async function end({ command, services }: Context): Promise<Buffer> {
  const sessions = (command.array(command.name) ?? []) as { id: Binary }[];
  await services.sessions.end(sessions.map(({ id }) => id.toString('hex')));
  return OK;
}

function start(): Buffer {
  const id = new BSON.UUID(randomBytes(16));
  return bson({ id: { id }, timeoutMinutes: SESSION_TIMEOUT_MINUTES, ok: 1 });
}

export const sessions: Record<string, Handling> = {
  startSession: { run: start },
  refreshSessions: { run: () => OK },
  endSessions: { run: end },
  killSessions: { run: end },
  commitTransaction: { run: commit, transactional: true },
  abortTransaction: { run: abort, transactional: true },
};
