import { parseArgs } from 'node:util';
import { announce } from '../announce.ts';
import { startGithub } from './index.ts';

/**
 * `node tools/standins/github/main.ts [--port N]`
 *
 * Prints where it listens and the application that it knows as one line of JSON, and runs until it is told to stop.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });

const github = await startGithub({ port: Number(values.port) });
const { url, clientId, clientSecret } = github;
announce({ url, clientId, clientSecret }, () => github.close());
