import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { EmailCodes, OneTimeLinks } from '../../src/modules/auth/index.js';
import type { TestApp } from './test-app.js';

interface StoredEvent {
  readonly type: string;
  readonly payload: { readonly userId: string; readonly tokenId?: string; readonly codeId?: string };
}

/** The events that were published for the owner of an e-mail address, the latest last. */
export async function eventsFor({ app }: TestApp, email: string): Promise<StoredEvent[]> {
  const { db } = app.get<Connection>(getConnectionToken());
  const user = await db!.collection('users').findOne({ email: email.toLowerCase() });
  const filter = { 'payload.userId': String(user?._id) };
  return db!.collection<StoredEvent>('outbox').find(filter).sort({ _id: 1 }).toArray();
}

/** The link in the latest mail of a kind to an address; undefined when it doesn't work any more, or never came. */
export async function linkSentTo(
  test: TestApp,
  email: string,
  type:
    'EmailVerificationRequested' | 'PasswordResetRequested' | 'EmailChangeRequested' | 'NewEmailToConfirm',
): Promise<URL | undefined> {
  const event = (await eventsFor(test, email)).findLast((it) => it.type === type);
  const link = event && (await test.app.get(OneTimeLinks).linkOf(event.payload.tokenId!));
  return link === undefined ? undefined : new URL(link);
}

/** The token in the latest mail of a kind to an address. */
export const tokenSentTo = async (...of: Parameters<typeof linkSentTo>): Promise<string> =>
  new URLSearchParams((await linkSentTo(...of))!.hash.slice(1)).get('token')!;

/** The code in the latest mail to an address; undefined when it doesn't work any more, or never came. */
export async function codeSentTo(test: TestApp, email: string): Promise<string | undefined> {
  const event = (await eventsFor(test, email)).findLast(({ type }) => type === 'EmailCodeRequested');
  return event && (await test.app.get(EmailCodes).find(event.payload.codeId!))?.code;
}
