/** Writes the OpenAPI document to the file named as the argument, without any server running. */
import 'reflect-metadata';
import './without-servers.js';
import { writeFileSync } from 'node:fs';
import { createApp, documentOf } from '../app.setup.js';

const [file = 'openapi.json'] = process.argv.slice(2);
const app = await createApp();
await app.init();
writeFileSync(file, `${JSON.stringify(documentOf(app), null, 2)}\n`);
// What waits for servers that aren't there has nothing to finish.
process.exit(0);
