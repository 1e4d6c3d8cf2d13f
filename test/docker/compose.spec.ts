import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { NAMESPACES, readEnvironment } from '../../src/config/environment.js';
import schema from './compose-spec.json' with { type: 'json' };
import { composeText, composition, FOLDER, newEnvironment, VARIABLE } from './compose.js';
import { argumentsOf, imageEnvironment } from './image.js';

const variables = newEnvironment();
const { services, networks, volumes } = composition(variables);
const all = Object.entries(services);
const application = all.filter(([, { build }]) => build);
const namesOf = (found: typeof all) => found.map(([name]) => name);

describe('the composition', () => {
  it('is valid by the Compose Specification', () => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    validate(parse(composeText, { merge: true }));
    expect(validate.errors).toBeNull();
  });

  it('names only files, volumes, networks and services that exist', () => {
    const sources = all.flatMap(([, service]) => service.volumes ?? []).map((mount) => mount.split(':')[0]!);
    const files = [
      ...sources.filter((source) => source.startsWith('.')),
      ...application.flatMap(([, { build }]) => [join(build!.context, build!.dockerfile)]),
    ];
    expect(files.filter((file) => !existsSync(join(FOLDER, file)))).toEqual([]);
    expect(sources.filter((source) => !source.startsWith('.') && !(source in volumes))).toEqual([]);
    const joined = all.flatMap(([, service]) => service.networks ?? []);
    expect(joined.filter((name) => name !== 'default' && !(name in networks))).toEqual([]);
    const awaited = all.flatMap(([, service]) => Object.keys(service.depends_on ?? {}));
    expect(awaited.filter((name) => !(name in services))).toEqual([]);
  });

  it('refuses to start without a secret, and names it', () => {
    const secrets = Object.entries(variables).filter(([, value]) => /^[0-9a-f]{64}$/.test(value));
    expect(secrets.map(([name]) => name)).toContain('JWT_SECRET');
    expect(new Set(secrets.map(([, value]) => value)).size).toBe(secrets.length);
    for (const [name] of secrets)
      expect(() => composition({ ...variables, [name]: '' })).toThrow(`${name} is missing`);
  });

  it('explains its variables in .env.example, and uses all that are explained', () => {
    const example = readFileSync(join(FOLDER, '.env.example'), 'utf8');
    const explained = new Set([...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name));
    const used = [...composeText.matchAll(VARIABLE)].map(([, name, operator]) => ({ name, operator }));
    expect([...explained].filter((name) => !used.some((use) => use.name === name))).toEqual([]);
    expect(used.filter(({ name, operator }) => operator === '?' && !explained.has(name))).toEqual([]);
  });

  it('gives every process of the application settings that production accepts, and none that it does not know', () => {
    const known = new Set(NAMESPACES.flatMap(({ shape }) => Object.keys(shape)));
    for (const [, { environment }] of application) {
      expect(Object.keys({ ...imageEnvironment, ...environment }).filter((name) => !known.has(name))).toEqual(
        [],
      );
      expect(() => readEnvironment({ ...imageEnvironment, ...environment })).not.toThrow();
    }
    expect(imageEnvironment['NODE_ENV']).toBe('production');
  });

  it('confines every container: no root, no capabilities, no new privileges, nothing written, a share of memory', () => {
    const careless = all.filter(
      ([, service]) =>
        !service.read_only ||
        !service.cap_drop?.includes('ALL') ||
        !service.security_opt?.includes('no-new-privileges:true') ||
        !service.deploy?.resources?.limits?.memory ||
        (service.build ? argumentsOf('USER')[0] : (service.user ?? 'root')) === 'root',
    );
    expect(namesOf(careless)).toEqual([]);
  });

  it('shows the outside only the API and, on this machine, captured mail', () => {
    expect(namesOf(all.filter(([, { ports }]) => ports))).toEqual(['proxy', 'mail']);
    expect(services['mail']?.ports?.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
    for (const name of ['mongo', 'valkey']) expect(services[name]?.networks).toEqual(['data']);
    expect(networks['data']).toEqual({ internal: true });
  });

  it('sees to it that every container that stays is healthy, and starts none before what it needs', () => {
    const unwatched = all.filter(([, { build, healthcheck }]) => !build && !healthcheck?.test);
    expect(namesOf(unwatched)).toEqual([]);
    for (const name of ['api', 'worker'])
      expect(services[name]?.depends_on).toEqual({
        mongo: { condition: 'service_healthy' },
        valkey: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
  });
});
