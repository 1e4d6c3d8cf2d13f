/** Writes the OpenAPI document to the file named as the argument, without any server running. */
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';

// The document depends on no setting; these let the application be built.
Object.assign(process.env, {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  MONGODB_URI: 'mongodb://127.0.0.1:1',
  REDIS_URL: 'redis://127.0.0.1:1',
  JWT_SECRET: '-'.repeat(32),
  PASSWORD_PEPPER: '-'.repeat(32),
});
const { createApp, documentOf } = await import('../app.setup.js');

const [file = 'openapi.json'] = process.argv.slice(2);
const app = await createApp();
await app.init();
writeFileSync(file, `${JSON.stringify(documentOf(app), null, 2)}\n`);
// What waits for servers that aren't there has nothing to finish.
process.exit(0);
