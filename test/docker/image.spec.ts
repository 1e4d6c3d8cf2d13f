import { existsSync, readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { argumentsOf, dockerfile, sourcesOfBuild, wordsOf } from './image.js';

const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  optionalDependencies: Record<string, string>;
};

describe('the Dockerfile', () => {
  it('is valid', () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  it('takes only files that exist and that .dockerignore lets in', () => {
    const letIn = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(sourcesOfBuild.filter((source) => !existsSync(source))).toEqual([]);
    expect(letIn.toSorted()).toEqual([...new Set(sourcesOfBuild)].toSorted());
  });

  it('builds on the Node that tests run on', () => {
    const [, version] = /^ARG NODE_VERSION=(\S+)$/m.exec(dockerfile) ?? [];
    expect(version).toMatch(/^\d+\.\d+$/);
    for (const tested of Object.values(optionalDependencies)) expect(tested).toMatch(`${version}.`);
    expect(argumentsOf('FROM')).toEqual(['node:${NODE_VERSION}-slim']);
  });

  it('runs as a user without rights, and without a shell that would keep signals from Node', () => {
    expect(argumentsOf('USER')).toEqual(['node']);
    const [program, ...rest] = [...wordsOf('ENTRYPOINT'), ...wordsOf('CMD')];
    expect([program, rest.at(-1)]).toEqual(['node', 'dist/main.js']);
  });
});
