/** Runs once in a thread of its own, see common-passwords.ts. Written so that Node runs it before it is compiled, too. */
import { parentPort } from 'node:worker_threads';
import { dictionary } from '@zxcvbn-ts/language-common';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's parent has no origin
parentPort?.postMessage(`\n${dictionary['passwords-common'].join('\n')}\n`);
