import 'reflect-metadata';
import { createApp } from './app.setup.js';
import { EnvironmentError, HttpConfig } from './config/index.js';

/** Starts the API. Ends the process with code 1 when it can't start. */
export async function serve(): Promise<void> {
  try {
    const app = await createApp();
    const { HOST, PORT } = app.get(HttpConfig);
    await app.listen(PORT, HOST);
  } catch (error) {
    // A wrong setting is the reader's to mend: its list of problems is all that helps.
    console.error(error instanceof EnvironmentError ? error.message : error);
    process.exit(1);
  }
}
