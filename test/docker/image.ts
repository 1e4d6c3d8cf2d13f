import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DockerfileParser, type Copy } from 'dockerfile-ast';

export const dockerfile = readFileSync('docker/Dockerfile', 'utf8');

const instructions = DockerfileParser.parse(dockerfile).getInstructions();
const lastStage = instructions.slice(
  instructions.findLastIndex((instruction) => instruction.getInstruction() === 'FROM'),
);

/** The arguments of an instruction of the final stage: `USER node` -> `['node']`. */
export const argumentsOf = (name: string): string[] =>
  lastStage
    .filter((instruction) => instruction.getInstruction() === name)
    .flatMap((instruction) => instruction.getArguments().map((argument) => argument.getValue()));

/** The words of an instruction of the final stage in exec form: `CMD ["a", "b"]` -> `['a', 'b']`. */
export const wordsOf = (name: string): string[] =>
  lastStage
    .filter((instruction) => instruction.getInstruction() === name)
    .map((instruction) => instruction.getRawArgumentsContent() ?? '')
    .flatMap((text) => JSON.parse(text.slice(text.indexOf('['))) as string[]);

/** What the final stage sets in the environment. */
export const imageEnvironment = Object.fromEntries(
  argumentsOf('ENV').map((assignment) => assignment.split('=') as [string, string]),
);

/** What the build takes from the repository, in all stages. */
export const sourcesOfBuild = instructions
  .filter((instruction) => instruction.getInstruction() === 'COPY')
  .filter((copy) => (copy as Copy).getFromFlag() === null)
  .flatMap((copy) => copy.getArguments().slice(0, -1))
  .map((argument) => argument.getValue());

/** What the final stage takes from elsewhere, by its name in `/app`. */
const CONTENT = ['dist', 'migrations', 'package.json'];

export interface AssembledImage {
  /** What the image has in `/app`. */
  readonly app: string;
  /** In place of the container's `/tmp`. */
  readonly tmp: string;
  remove(): void;
}

/**
 * Puts together what the image has in `/app`: the compiled application and the packages that `npm ci --omit=dev` installs,
 * as links, so that Node must be told to keep them (`--preserve-symlinks`).
 */
export function assembleImage(): AssembledImage {
  const root = mkdtempSync(join(tmpdir(), 'lyceum-image-'));
  const [app, tmp] = [join(root, 'app'), join(root, 'tmp')];
  mkdirSync(tmp);
  for (const name of CONTENT) cpSync(name, join(app, name), { recursive: true });
  for (const path of productionPackages()) {
    mkdirSync(join(app, dirname(path)), { recursive: true });
    symlinkSync(resolve(path), join(app, path));
  }
  return { app, tmp, remove: () => rmSync(root, { recursive: true }) };
}

/** Packages below another one come with it. */
function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev && !path.slice(1).includes('node_modules/'))
    .map(([path]) => path)
    .filter((path) => !path.startsWith('node_modules/node-linux-') && existsSync(path));
}
