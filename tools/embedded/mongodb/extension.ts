import type { Client } from 'pg';

/** DocumentDB does its own chores through a connection as this role. */
const WORKER_ROLE = 'documentdb_bg_worker_role';

/**
 * Installs DocumentDB in a new cluster; brings data of an older package up to the installed one.
 * @param password what the extension's own role signs in with
 */
export async function installDocumentDb(client: Client, password: string): Promise<void> {
  const installed = await client.query("SELECT FROM pg_extension WHERE extname = 'documentdb'");
  if (installed.rowCount === 0) await create(client, password);
  else await update(client);
}

async function create(client: Client, password: string): Promise<void> {
  await client.query('BEGIN');
  await client.query('CREATE EXTENSION documentdb CASCADE');
  await client.query('CREATE EXTENSION documentdb_extended_rum');
  await client.query(`ALTER ROLE ${WORKER_ROLE} PASSWORD ${client.escapeLiteral(password)}`);
  // Every two seconds these would look for index builds in the background; the gateway builds indexes at once.
  await client.query("UPDATE cron.job SET active = false WHERE command LIKE '%build_index_concurrently%'");
  await client.query('COMMIT');
}

async function update(client: Client): Promise<void> {
  const outdated = await client.query<{ name: string }>(
    'SELECT name FROM pg_available_extensions WHERE installed_version <> default_version',
  );
  for (const { name } of outdated.rows) {
    await client.query(`ALTER EXTENSION ${client.escapeIdentifier(name)} UPDATE`);
  }
}
