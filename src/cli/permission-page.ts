import type { OpenAPIObject } from '@nestjs/swagger';
import { Permission, ROLE_PERMISSIONS, ROLES, type Access, type Role } from '../common/access/index.js';

/** Who asks: nobody in particular, or somebody of a role. */
const CALLERS = ['guest', ...ROLES] as const;
type Caller = (typeof CALLERS)[number];

interface DeclaredRoute {
  readonly operationId: string;
  readonly access: Access | undefined;
}

type Methods = Record<string, { operationId: string; summary: string; tags: string[] }>;

interface Line {
  readonly chapter: string;
  readonly cells: readonly string[];
}

/** The page that says of each route and each role whether the one is open to the other, made from the routes' declarations. */
export function permissionPage(document: OpenAPIObject, routes: readonly DeclaredRoute[]): string {
  const access = new Map(routes.map((route) => [route.operationId, route.access]));
  const lines = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Methods).map(([method, { operationId, summary, tags }]): Line => {
      const declared = access.get(operationId);
      return {
        chapter: tags[0] ?? '',
        cells: [
          `\`${method.toUpperCase()} ${path}\``,
          summary,
          nameOf(declared),
          ...CALLERS.map((caller) => mark(mayUse(declared, caller))),
        ],
      };
    }),
  );
  const chapters = (document.tags ?? []).map(({ name, description = '' }) =>
    [
      `## ${name}`,
      description,
      table(
        ['Route', 'What it does', 'Permission', ...CALLERS],
        lines.filter(({ chapter }) => chapter === name).map(({ cells }) => cells),
      ),
    ].join('\n\n'),
  );
  return `${[INTRODUCTION, rolesTable(), ...chapters].join('\n\n')}\n`;
}

/** What the guard decides of somebody whose account is active. */
function mayUse(access: Access | undefined, caller: Caller): boolean {
  if (!access) return false;
  if (access.public) return true;
  return caller !== 'guest' && holds(caller, access.permissions);
}

const holds = (role: Role, permissions: readonly Permission[]): boolean =>
  permissions.every((permission) => ROLE_PERMISSIONS[role].has(permission));

function nameOf(access: Access | undefined): string {
  if (!access) return 'closed';
  return access.public ? 'open' : access.permissions.map((permission) => `\`${permission}\``).join(', ');
}

const mark = (may: boolean): string => (may ? 'yes' : '-');

const rolesTable = (): string =>
  [
    '## Roles and permissions',
    table(
      ['Permission', ...ROLES],
      Object.values(Permission).map((permission) => [
        `\`${permission}\``,
        ...ROLES.map((role) => mark(holds(role, [permission]))),
      ]),
    ),
  ].join('\n\n');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const INTRODUCTION = `# Who may do what

Each route declares in the code who may use it: \`@Public()\`, or \`@Allow(permission)\`; one that declares nothing is closed to everybody. Roles have permissions (\`src/common/access/permission.ts\`), and this page is made from both by \`npm run generate\`. \`test/contract\` calls every route as everybody named here and compares.

- **guest** is who sends no token. A route that isn't open answers 401 to a guest, and 403 \`insufficient-permissions\` to a role without the permission.
- **service** is a program with an API key that has every scope that there is; a key opens what its scopes say. Routes that ask for a recent proof of identity are closed to programs.
- Whoever **waits for approval** as an instructor or administrator, or was refused, has the permissions of a student. Who is suspended, inactive, archived or deleted can't sign in, and tokens from before answer 401.
- A permission opens the route, not every object behind it: somebody else's enrollment, note, payment, draft or certificate is a 404, the same as one that doesn't exist. Each resource has one policy for that, which the use case asks.`;
