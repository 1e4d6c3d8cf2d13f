import './heap.js';
import 'reflect-metadata';
import { createApp } from './app.setup.js';
import { EnvironmentError, HttpConfig } from './config/index.js';

try {
  const app = await createApp();
  const { HOST, PORT } = app.get(HttpConfig);
  await app.listen(PORT, HOST);
} catch (error) {
  // A wrong setting is the reader's to mend: its list of problems is all that helps.
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
}
