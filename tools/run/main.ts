/**
 * Runs a command of the application, compiled first when need be: on the database that the environment names, else on
 * that of a `npm start` that goes on, else on this checkout's own, brought up for the command.
 */
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { startServices, type Services } from '../embedded/index.ts';
import { build } from '../start/build.ts';
import { developmentEnvironment, findRunning } from '../start/environment.ts';

const DATA = '.data';
const progress = (line: string) => console.error(`  ${line}`);

if (existsSync('.env')) process.loadEnvFile('.env');
await build(progress);

let services: Services | undefined;
let env: NodeJS.ProcessEnv | undefined = process.env['MONGODB_URI'] ? process.env : findRunning(DATA);
if (!env) {
  services = await startServices({ dataDir: DATA, progress });
  env = developmentEnvironment(DATA, services);
}
const [script = '', ...args] = process.argv.slice(2);
const { status } = spawnSync('node', [script, ...args], { env, stdio: 'inherit' });
await services?.stop();
process.exit(status ?? 1);
