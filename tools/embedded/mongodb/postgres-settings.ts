const COMMON = {
  listen_addresses: '127.0.0.1',
  // TCP with a password only: a socket file would need a folder with a short path.
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '128MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  shared_preload_libraries: 'pg_cron,pg_documentdb_core,pg_documentdb,pg_documentdb_extended_rum',
  // The default kind of index can find, but not sort.
  'documentdb.alternate_index_handler_name': 'extended_rum',
  // Which index to take is decided by statistics; a collection that has just been filled has none.
  autovacuum_naptime: '5s',
  max_worker_processes: 24,
  // As long as MongoDB keeps a cursor that nobody reads.
  'documentdb.defaultCursorExpiryTimeLimitSeconds': 600,
  // pg_cron expires documents (TTL indexes) every minute; its jobs need no connections for that.
  'cron.database_name': 'postgres',
  'cron.use_background_workers': 'on',
  'cron.log_run': 'off',
  'cron.log_statement': 'off',
  'cron.log_min_messages': 'error',
};

/** Nothing survives the run, so nothing needs to reach the disk. */
const EPHEMERAL = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  // Tests set the clock of the application; a server that expires documents by its own would take them away.
  'cron.launch_active_jobs': 'off',
};

/**
 * The PostgreSQL server's configuration file. What is kept (not `ephemeral`) survives a crash at any moment:
 * PostgreSQL's own defaults see to that.
 */
export function postgresConfiguration(port: number, ephemeral: boolean): string {
  const settings = { ...COMMON, port, ...(ephemeral ? EPHEMERAL : {}) };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}
