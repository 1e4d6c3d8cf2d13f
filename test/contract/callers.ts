import type { DeepPartial } from 'fishery';
import { ROLES, type Role } from '../../src/common/access/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { programOf } from '../support/service-accounts.js';
import type { TestApp } from '../support/test-app.js';

/** Everybody who can ask: nobody in particular, each role, and those whose standing takes something away. */
export type Caller =
  | 'guest'
  | Role
  | 'pending instructor'
  | 'pending admin'
  | 'rejected instructor'
  | 'rejected admin'
  | 'suspended admin';

const unapproved = (role: Role, status: 'pending' | 'rejected') => ({ role, approval: { status } });

/** Who they are, and by which column of the table they are judged; undefined for those who are as good as not signed in. */
const PEOPLE: Readonly<
  Record<Exclude<Caller, 'guest'>, { values: DeepPartial<UserDocument>; column?: Role }>
> = {
  ...(Object.fromEntries(ROLES.map((role) => [role, { values: { role }, column: role }])) as Record<
    Role,
    { values: DeepPartial<UserDocument>; column: Role }
  >),
  'pending instructor': { values: unapproved('instructor', 'pending'), column: 'student' },
  'pending admin': { values: unapproved('admin', 'pending'), column: 'student' },
  'rejected instructor': { values: unapproved('instructor', 'rejected'), column: 'student' },
  'rejected admin': { values: unapproved('admin', 'rejected'), column: 'student' },
  'suspended admin': { values: { role: 'admin' } },
};

export const SIGNED_IN = Object.keys(PEOPLE) as Exclude<Caller, 'guest'>[];

/** The column of the table that says what somebody may. */
export const columnOf = (caller: Exclude<Caller, 'guest'>): Role | undefined => PEOPLE[caller].column;

/** Signs somebody new in; a program has a key with every scope. The suspended one is so from then on, by an administrator. */
export async function createCaller(test: TestApp, caller: Exclude<Caller, 'guest'>): Promise<ApiClient> {
  if (caller === 'service') return programOf(test);
  const user = await createUser(test, PEOPLE[caller].values);
  const client = await signIn(test, user);
  if (caller === 'suspended admin') {
    const admin = await signIn(test, await createUser(test, { role: 'admin' }));
    await admin.post(`/api/v1/users/${user._id.toString()}/suspend`, { reason: 'Sold accounts to others' });
  }
  return client;
}
