import { parseArgs } from 'node:util';
import { announce } from '../announce.ts';
import { startSslcommerz } from './index.ts';

/**
 * `node tools/standins/sslcommerz/main.ts [--port N]`
 *
 * Prints where it listens and the store's credentials as one line of JSON, and runs until it is told to stop.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });

const { url, storeId, storePassword, close } = await startSslcommerz({ port: Number(values.port) });
announce({ url, storeId, storePassword }, close);
