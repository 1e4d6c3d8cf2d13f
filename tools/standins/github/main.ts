import { parseArgs } from 'node:util';
import { startGithub } from './index.ts';

/**
 * `node tools/standins/github/main.ts [--port N]`
 *
 * Prints where it listens and the application that it knows as one line of JSON, and runs until it is told to stop.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });

const github = await startGithub({ port: Number(values.port) });
const { url, clientId, clientSecret } = github;
console.log(JSON.stringify({ url, clientId, clientSecret }));

const stop = () => void github.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
