import { existsSync } from 'node:fs';
import { Global, Module } from '@nestjs/common';
import { NAMESPACES, readEnvironment } from './environment.js';
import type { Namespace } from './namespace.js';

// Values of the shell win over the file's, so that one setting can be tried without editing it.
if (existsSync('.env')) process.loadEnvFile('.env');

let groups: Map<Namespace, object> | undefined;
const group = (namespace: Namespace) => (groups ??= readEnvironment()).get(namespace);

/** Offers every settings class for injection, checked once for the process. */
@Global()
@Module({
  providers: NAMESPACES.map((namespace) => ({ provide: namespace, useFactory: () => group(namespace) })),
  exports: [...NAMESPACES],
})
export class ConfigModule {}
