import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { TestApp } from './test-app.js';

const collection = ({ app }: TestApp, name: string) =>
  app.get<Connection>(getConnectionToken()).collection(name);

export const auditLogs = (test: TestApp) => collection(test, 'audit_logs');
export const activityLogs = (test: TestApp) => collection(test, 'activity_logs');

/** What the log has of a target, as it is stored, oldest first. */
export const recordedOf = (test: TestApp, id: string) =>
  auditLogs(test).find({ 'target.id': id }).sort({ _id: 1 }).toArray();

const SIGN_INS = new Set(['auth.signed-in', 'auth.sign-in-failed', 'auth.new-device']);

/** The same but for what everybody does to begin with. */
export const recordedBesidesSignIns = async (test: TestApp, id: string) =>
  (await recordedOf(test, id)).filter(({ action }) => !SIGN_INS.has(action as string));

export const auditHeads = (test: TestApp) => collection(test, 'audit_heads');

const HEAD = {
  chain: 'audit_logs',
  seq: 0,
  hash: 'genesis',
  at: new Date(0),
  keyId: null,
  mac: null,
} as const;

/** Begins the chain anew. */
export async function layChain(test: TestApp): Promise<void> {
  await auditLogs(test).deleteMany({});
  await auditHeads(test).deleteMany({});
  await auditHeads(test).insertOne({ ...HEAD });
}
