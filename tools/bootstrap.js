// The first script on a bare clone: plain JavaScript that Node 18 understands. It installs what the lock file names when
// that isn't there yet, and hands over to the given script on the Node that came with it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installed = join(root, 'node_modules', '.package-lock.json');
const locked = join(root, 'package-lock.json');

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(locked).mtimeMs) {
  console.log('Installing packages (once, some 20 seconds) ...');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('npm ci failed: see above. Check the network and try again.');
    process.exit(status ?? 1);
  }
}

const [script, ...args] = process.argv.slice(2);
const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const child = spawn('node', [join(root, script), ...args], {
  cwd: root,
  // By the channel the script notices when this process is killed.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, PATH: path },
});
// From a terminal the child gets Ctrl-C twice, which means the same as once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
