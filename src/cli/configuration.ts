/** Writes `.env.example` and `docs/configuration.md` from the schema of the settings. */
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { NAMESPACES } from '../config/environment.js';

interface Variable {
  name: string;
  description: string;
  required: boolean;
  secret: boolean;
  fallback: unknown;
}

function variablesOf(shape: Record<string, z.ZodType>): Variable[] {
  return Object.entries(shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    return {
      name,
      description: schema.description ?? '',
      required: !fallback.success,
      secret: isSecret(schema),
      fallback: fallback.data,
    };
  });
}

/** The mark may stand below a description, a default or an `optional`. */
function isSecret(schema: z.ZodType): boolean {
  if (schema.meta()?.['secret'] === true) return true;
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return inner ? isSecret(inner) : false;
}

const text = (value: unknown): string =>
  value === undefined ? '' : Array.isArray(value) ? value.join(',') : String(value);

const groups = NAMESPACES.map(({ title, shape }) => ({ title, variables: variablesOf(shape) }));

const example = groups.map(({ title, variables }) =>
  [
    `# --- ${title} ---`,
    ...variables.map(({ name, description, required, fallback }) =>
      [
        `# ${description}${required ? ' Required.' : ''}`,
        `${required ? '' : '# '}${name}=${text(fallback)}`,
      ].join('\n'),
    ),
  ].join('\n'),
);
writeFileSync(
  '.env.example',
  `# Copy to .env and fill in. Made from src/config by \`npm run generate\`.\n\n${example.join('\n\n')}\n`,
);

const tables = groups.map(({ title, variables }) =>
  [
    `## ${title}`,
    '',
    '| Variable | Default | Meaning |',
    '| --- | --- | --- |',
    ...variables.map(({ name, description, required, secret, fallback }) => {
      const value = required ? '**required**' : fallback === undefined ? '' : `\`${text(fallback) || ' '}\``;
      return `| \`${name}\` | ${value} | ${description.replaceAll('|', '\\|')}${secret ? ' Secret.' : ''} |`;
    }),
  ].join('\n'),
);
writeFileSync(
  'docs/configuration.md',
  `# Configuration\n\nEvery setting is an environment variable, read once at start by \`src/config\`; a \`.env\` file in the working directory is read too. Wrong or missing values stop the start with all problems listed. This page is made from the schema by \`npm run generate\`.\n\n${tables.join('\n\n')}\n`,
);
