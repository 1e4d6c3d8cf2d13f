/** Writes `docs/er-diagram.md` from the registered schemas, without any server running (004-04). */
import 'reflect-metadata';
import './without-servers.js';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { AppModule } from '../app.module.js';
import { mermaidEr } from './mermaid-er.js';

const app = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
const { models } = app.get<Connection>(getConnectionToken());
writeFileSync(
  'docs/er-diagram.md',
  `# Entities and relations

Every collection that has a schema, made from the schemas by \`npm run generate\`. Nested objects show what they hold;
references are drawn, whichever module owns the other side.

\`\`\`mermaid
${mermaidEr(Object.values(models))}
\`\`\`
`,
);
// What waits for servers that aren't there has nothing to finish.
process.exit(0);
