import { parseArgs } from 'node:util';
import { announce } from '../announce.ts';
import { startStripe } from './index.ts';

/**
 * `node tools/standins/stripe/main.ts [--port N] [--webhook-url URL]`
 *
 * Prints where it listens and its keys as one line of JSON, and runs until it is told to stop.
 */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, 'webhook-url': { type: 'string' } },
});

const { url, secretKey, webhookSecret, close } = await startStripe({
  port: Number(values.port),
  webhookUrl: values['webhook-url'],
});
announce({ url, secretKey, webhookSecret }, close);
