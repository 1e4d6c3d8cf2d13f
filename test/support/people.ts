import { getModelToken } from '@nestjs/mongoose';
import type { DeepPartial } from 'fishery';
import type { Model } from 'mongoose';
import { PasswordHasher } from '../../src/infra/crypto/index.js';
import { StandingChanges } from '../../src/modules/users/index.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { userFactory } from '../../src/modules/users/testing/user.factory.js';
import type { ApiClient } from './api-client.js';
import type { TestApp } from './test-app.js';

export const PASSWORD = 'Correct-Horse-1';

/** Somebody with an account whose password is {@link PASSWORD}. */
export async function createUser(
  { app }: TestApp,
  values: DeepPartial<UserDocument> = {},
): Promise<UserDocument> {
  const passwordHash = await app.get(PasswordHasher).hash(PASSWORD);
  const user = userFactory.build({ passwordHash, ...values });
  await app.get<Model<UserDocument>>(getModelToken(USER_MODEL)).collection.insertOne(user);
  return user;
}

/** Changes an account behind the application's back, but for telling those who remember what people may do. */
export async function changeAccount(
  { app }: TestApp,
  { _id }: Pick<UserDocument, '_id'>,
  values: object,
): Promise<void> {
  const { collection } = app.get<Model<UserDocument>>(getModelToken(USER_MODEL));
  await collection.updateOne({ _id }, { $set: values });
  await app.get(StandingChanges).announce(_id.toString());
}

/** The API as somebody who has signed in. */
export async function signIn({ api }: TestApp, user: Pick<UserDocument, 'email'>): Promise<ApiClient> {
  const { body } = await api.post<{ accessToken: string }>('/api/v1/auth/login', {
    email: user.email,
    password: PASSWORD,
  });
  return api.as(body.accessToken);
}
