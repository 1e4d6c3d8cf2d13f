import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { Role } from '../../src/common/access/index.js';
import { NamesChanged, StandingChanged } from '../../src/modules/users/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from './api-client.js';
import { createUser, signIn } from './people.js';
import type { TestApp } from './test-app.js';

export const USERS = '/api/v1/users';

export const REASON = { reason: 'Sold accounts to others' };

/** Where administrators find somebody, or do something to somebody. */
export const at = ({ _id }: Pick<UserDocument, '_id'>, action = '') => `${USERS}/${_id.toString()}${action}`;

/** Somebody whose role is approved, signed in. */
export async function signedIn(test: TestApp, role: Role): Promise<[UserDocument, ApiClient]> {
  const user = await createUser(test, { role, approval: { status: 'approved' } });
  return [user, await signIn(test, user)];
}

/** News to those who remember what people may do and what they are called. */
const NEWS: ReadonlySet<string> = new Set([NamesChanged.type, StandingChanged.type]);

/** What was published, in the order of publication, but for the news to those who remember. */
export async function published({ app }: TestApp): Promise<{ type: string; payload: object }[]> {
  const outbox = app.get<Connection>(getConnectionToken()).collection('outbox');
  const events = await outbox.find({}, { sort: { _id: 1 } }).toArray();
  return events
    .map(({ type, payload }) => ({ type: type as string, payload: payload as object }))
    .filter(({ type }) => !NEWS.has(type));
}
