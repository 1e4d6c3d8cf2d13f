import { readFileSync } from 'node:fs';

/** What `docs/permissions.md` says of one route. */
export interface PermissionRow {
  readonly method: string;
  readonly path: string;
  /** By the columns of the table: `guest` and the roles. */
  readonly may: Readonly<Record<string, boolean>>;
}

const ROUTE = /^`([A-Z]+) (\/\S*)`$/;

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split(' | ')
    .map((cell) => cell.trim());

/** The table of routes and roles as it is committed: what readers rely on. */
export function readPermissionPage(): PermissionRow[] {
  const lines = readFileSync('docs/permissions.md', 'utf8').split('\n');
  let head: string[] = [];
  return lines.flatMap((line) => {
    if (!line.startsWith('|')) return [];
    const cells = cellsOf(line);
    if (cells[0] === 'Route') head = cells;
    const [, method, path] = ROUTE.exec(cells[0] ?? '') ?? [];
    if (!method || !path) return [];
    // Before the callers stand the route, what it does, and the permission.
    const may = head.slice(3).map((caller, index) => [caller, cells[index + 3] === 'yes'] as const);
    return { method, path, may: Object.fromEntries(may) };
  });
}
