import { DatabaseError } from 'pg';
import type { Context } from '../context.ts';
import { assertVisible, duplicateKey, findViolatedIndex, keyFromDetail } from '../duplicate-key.ts';
import { execute, type Row, type Statement } from '../postgres.ts';

export const FIND_AND_MODIFY: Statement = {
  name: 'find_and_modify',
  text: 'SELECT p_result, p_success FROM documentdb_api.find_and_modify($1, $2)',
};

export async function findAndModify(context: Context): Promise<Buffer> {
  try {
    const [reply] = await attempt(context);
    return reply as Buffer;
  } catch (error) {
    if (!isViolation(error)) throw error;
    const { command, transaction } = context;
    // Another upsert of the same key was first: now there is something to find.
    if (!transaction && command.boolean('upsert')) {
      const again = await attempt(context).catch((second: unknown) => second);
      if (Array.isArray(again)) return again[0] as Buffer;
      if (!isViolation(again)) throw again;
    }
    const index = await findViolatedIndex(context, error);
    const keyValue = index && keyFromDetail(error.detail ?? '', index.keyPattern);
    if (!keyValue) throw error;
    await assertVisible(context, index, keyValue);
    throw duplicateKey(index, keyValue);
  }
}

/** In a transaction the failure is undone at once, so that it can still be asked what it sees. */
async function attempt(context: Context): Promise<Row> {
  const { command, transaction } = context;
  const values = [command.db, command.body];
  if (!transaction) return context.write(FIND_AND_MODIFY, values);
  return transaction.use(async (client) => {
    await client.query('SAVEPOINT attempt');
    try {
      return await execute(client, FIND_AND_MODIFY, values);
    } catch (error) {
      if (isViolation(error)) await client.query('ROLLBACK TO SAVEPOINT attempt');
      throw error;
    }
  });
}

function isViolation(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && (error.code === '23505' || error.code === '23P01');
}
