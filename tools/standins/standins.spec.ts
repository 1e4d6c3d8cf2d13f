import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';

it.each([
  ['tools/standins/main.ts', ['mail', 'stripe', 'sslcommerz', 'github']],
  ['tools/standins/stripe/main.ts', ['url', 'secretKey', 'webhookSecret']],
  ['tools/standins/sslcommerz/main.ts', ['url', 'storeId', 'storePassword']],
])('%s says what others need to know, and ends when it is told to', async (script, names) => {
  const child = spawn('node', [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(Object.keys(JSON.parse(line) as object)).toEqual(names);
  const urls = line.match(/http:[^"]+/g) ?? [];
  const answers = await Promise.all(urls.map((url) => fetch(url)));
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
