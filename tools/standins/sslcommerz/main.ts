import { parseArgs } from 'node:util';
import { startSslcommerz } from './index.ts';

/**
 * `node tools/standins/sslcommerz/main.ts [--port N]`
 *
 * Prints where it listens and the store's credentials as one line of JSON, and runs until it is told to stop.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });

const sslcommerz = await startSslcommerz({ port: Number(values.port) });
const { url, storeId, storePassword } = sslcommerz;
console.log(JSON.stringify({ url, storeId, storePassword }));

const stop = () => void sslcommerz.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
