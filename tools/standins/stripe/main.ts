import { parseArgs } from 'node:util';
import { startStripe } from './index.ts';

/**
 * `node tools/standins/stripe/main.ts [--port N] [--webhook-url URL]`
 *
 * Prints where it listens and its keys as one line of JSON, and runs until it is told to stop.
 */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, 'webhook-url': { type: 'string' } },
});

const stripe = await startStripe({ port: Number(values.port), webhookUrl: values['webhook-url'] });
const { url, secretKey, webhookSecret } = stripe;
console.log(JSON.stringify({ url, secretKey, webhookSecret }));
const sweep = setInterval(() => stripe.expireOverdue(), 5_000);

const stop = () => {
  clearInterval(sweep);
  void stripe.close().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
