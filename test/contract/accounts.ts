import { createUser } from '../support/people.js';
import type { TestApp } from '../support/test-app.js';

/** Accounts about which something can be decided, each once, and one that nobody touches. */
export interface Accounts {
  readonly waiting: readonly string[];
  readonly active: string;
  readonly suspended: string;
  readonly promotable: string;
  readonly archivable: string;
  readonly archived: string;
  readonly deletable: string;
  readonly deleted: string;
  readonly inactivable: string;
  /** Nothing is left to decide: suspended, and needs no approval. */
  readonly settled: string;
  /** Stays as it is. */
  readonly untouched: { readonly id: string; readonly username: string };
  /** Whose profile nobody else sees. */
  readonly secretive: { readonly id: string; readonly username: string };
}

export async function createAccounts(test: TestApp): Promise<Accounts> {
  const pending = { role: 'instructor', approval: { status: 'pending' } } as const;
  const create = async (values: Parameters<typeof createUser>[1]) =>
    (await createUser(test, values))._id.toString();
  const secretive = await createUser(test, { preferences: { privacy: { profileVisibility: 'private' } } });
  const { _id, username } = await createUser(test);
  return {
    waiting: [await create(pending), await create(pending)],
    active: await create({}),
    suspended: await create({ status: 'suspended' }),
    promotable: await create({}),
    archivable: await create({}),
    archived: await create({ archivedAt: new Date(), archiveBatchId: 'contract-archive' }),
    deletable: await create({}),
    deleted: await create({ isDeleted: true, deletedAt: new Date(), deleteBatchId: 'contract-deletion' }),
    inactivable: await create({}),
    settled: await create({ status: 'suspended' }),
    untouched: { id: _id.toString(), username },
    secretive: { id: secretive._id.toString(), username: secretive.username },
  };
}
