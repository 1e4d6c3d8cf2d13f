import { BSON } from 'mongodb';
import type { Command } from './command.ts';
import { commands } from './commands/index.ts';
import { Context, type Client, type Handling, type Services } from './context.ts';
import { fromPostgres, MongoError, Unavailable } from './errors.ts';
import { ProtocolError, bson } from './wire.ts';

/**
 * Answers one command: with its reply, or with the error that a MongoDB would send.
 * @throws Unavailable, ProtocolError when the client's connection must be closed
 */
export async function dispatch(command: Command, client: Client, services: Services): Promise<Buffer> {
  try {
    const handling = commands.get(command.name);
    if (!handling) throw new MongoError(59, `no such command: '${command.name}'`);
    if (command.boolean('autocommit') === false)
      return await inTransaction(handling, command, client, services);
    const context = new Context(command, client, services);
    const number = command.integer('txnNumber');
    if (number === undefined || !handling.retryable) return await handling.run(context);
    return await services.sessions.once(sessionId(command), number, async () => handling.run(context));
  } catch (error) {
    if (error instanceof Unavailable || error instanceof ProtocolError) throw error;
    if (error instanceof BSON.BSONError) throw new ProtocolError('the body is not BSON', { cause: error });
    const translated = fromPostgres(error, command.boolean('autocommit') === false);
    if (translated instanceof MongoError) return bson(translated.toDocument());
    // Not foreseen: a defect of the gateway, which must neither stay silent nor end the process.
    console.error(translated);
    return bson(new MongoError(1, `gateway: ${String(translated)}`).toDocument());
  }
}

/** Any failure in a transaction ends it, as on a MongoDB. */
async function inTransaction(
  handling: Handling,
  command: Command,
  client: Client,
  services: Services,
): Promise<Buffer> {
  const number = command.integer('txnNumber');
  if (number === undefined) throw new MongoError(72, 'autocommit is given without txnNumber');
  const start = command.boolean('startTransaction') === true;
  const transaction = await services.sessions.transaction(sessionId(command), number, start, client);
  try {
    if (!handling.transactional) {
      throw new MongoError(263, `Cannot run '${command.name}' in a multi-document transaction.`);
    }
    return await handling.run(new Context(command, client, services, transaction));
  } catch (error) {
    await transaction.abort();
    throw error;
  }
}

function sessionId(command: Command): string {
  const id = command.document('lsid')?.['id'] as BSON.Binary | undefined;
  if (!id) throw new MongoError(72, 'txnNumber is given without lsid');
  return id.toString('hex');
}
