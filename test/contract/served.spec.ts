import { afterAll, beforeAll, expect, it } from 'vitest';
import { PassThrough } from 'node:stream';
import { freePort } from '../../tools/embedded/process/free-port.js';
import { startProgram, type Program } from '../../tools/start/program.js';
import { eventually } from '../support/eventually.js';
import { document } from './document.js';

let api: Program;
let url: string;
beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  api = startProgram('dist/main.js', { ...process.env, PORT: String(port) }, new PassThrough().resume());
});
afterAll(() => api.stop());

it('the compiled application serves the document that is committed (npm run generate makes it anew)', async () => {
  const served = await eventually(async () => (await fetch(`${url}/openapi.json`)).json());
  expect(served).toEqual(document);
});
