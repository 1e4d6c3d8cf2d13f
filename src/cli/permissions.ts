/** Writes `docs/permissions.md`: who may use which route, from what the routes declare, without any server running (000-53). */
import 'reflect-metadata';
import './without-servers.js';
import { writeFileSync } from 'node:fs';
import { createApp, documentOf } from '../app.setup.js';
import { routesOf } from '../common/openapi/index.js';
import { permissionPage } from './permission-page.js';

const app = await createApp();
await app.init();
writeFileSync('docs/permissions.md', permissionPage(documentOf(app), routesOf(app)));
// What waits for servers that aren't there has nothing to finish.
process.exit(0);
