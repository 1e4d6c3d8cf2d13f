import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';

export const FOLDER = 'docker';

interface Service {
  readonly image: string;
  readonly build?: { context: string; dockerfile: string };
  readonly command?: string[];
  readonly user?: string;
  readonly environment?: Record<string, string>;
  readonly volumes?: string[];
  readonly ports?: string[];
  readonly networks?: string[];
  readonly depends_on?: Record<string, { condition: string }>;
  readonly healthcheck?: { test?: string[]; disable?: boolean };
  readonly read_only?: boolean;
  readonly cap_drop?: string[];
  readonly security_opt?: string[];
  readonly deploy?: { resources?: { limits?: { memory?: string } } };
}

export interface Composition {
  readonly services: Record<string, Service>;
  readonly networks: Record<string, { internal?: boolean } | null>;
  readonly volumes: Record<string, object | null>;
}

/** The composition as it is written, with its variables. */
export const composeText = readFileSync(join(FOLDER, 'compose.yaml'), 'utf8');

/**
 * The composition as Docker Compose reads it with these variables.
 *
 * @throws Error that names the first variable that is required and missing
 */
export const composition = (variables: NodeJS.Dict<string>): Composition =>
  interpolate(parse(composeText, { merge: true }), variables) as Composition;

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, as the Compose Specification defines them. */
export const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

function interpolate(value: unknown, variables: NodeJS.Dict<string>): unknown {
  if (typeof value === 'string')
    return value.replaceAll(VARIABLE, (_, name: string, operator?: string, rest = '') => {
      if (variables[name]) return variables[name];
      if (operator === '?') throw new Error(`${name} ${rest}`);
      return rest;
    });
  if (Array.isArray(value)) return value.map((item) => interpolate(item, variables));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, interpolate(item, variables)]),
    );
  return value;
}

/** A new set of secrets, as the script beside the composition prints it. */
export const newEnvironment = (): Record<string, string> =>
  parseEnv(execFileSync(join(FOLDER, 'new-env.sh'), { encoding: 'utf8' })) as Record<string, string>;
