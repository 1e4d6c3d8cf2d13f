/**
 * The gateway as a process of its own:
 * `node main.ts --pg-port 5432 [--pg-host H] [--pg-user U] [--pg-database D] [--port P]`, the password in
 * PGPASSWORD. Prints `{"port": N}` when it is ready. It ends on SIGTERM, on SIGINT, and when its standard
 * input closes, so that it never outlives the process that started it.
 */
import { parseArgs } from 'node:util';
import { startGateway } from './index.ts';

const { values } = parseArgs({
  options: {
    'pg-host': { type: 'string', default: '127.0.0.1' },
    'pg-port': { type: 'string', default: '5432' },
    'pg-user': { type: 'string', default: 'postgres' },
    'pg-database': { type: 'string', default: 'postgres' },
    port: { type: 'string', default: '0' },
  },
});

const gateway = await startGateway({
  postgres: {
    host: values['pg-host'],
    port: Number(values['pg-port']),
    user: values['pg-user'],
    database: values['pg-database'],
    ...(process.env['PGPASSWORD'] && { password: process.env['PGPASSWORD'] }),
  },
  port: Number(values.port),
});

/** Nothing that is still running is worth more time than this when the process is to end. */
const CLOSE_MS = 2000;
let closing = false;

function stop(): void {
  if (closing) return;
  closing = true;
  setTimeout(() => process.exit(0), CLOSE_MS);
  void gateway.close().finally(() => process.exit(0));
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.stdin.once('end', stop).once('error', stop).resume();

console.log(JSON.stringify({ port: gateway.port }));
