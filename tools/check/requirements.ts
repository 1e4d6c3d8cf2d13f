import { existsSync, readFileSync } from 'node:fs';

const MAP = 'docs/requirements.md';

/** How many items each of the five source documents has. */
const ITEMS: Record<string, number> = { '000': 61, '001': 22, '002': 39, '003': 30, '004': 22 };

/** A row: `| 000-01 | what | code | test |`, or `open` in place of both. */
const ROW = /^\| (\d{3}-\d{2}) +\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm;

/** The map names every requirement once, and only paths that exist. */
export function requirementsProblems(): Promise<string> {
  const rows = [...readFileSync(MAP, 'utf8').matchAll(ROW)].map(([, id, , code, test]) => ({
    id: id ?? '',
    paths: `${code} ${test}`.match(/(?<=`)[\w./-]+(?=`)/g) ?? [],
    open: /\bopen\b/.test(`${code}${test}`),
  }));
  const ids = Object.entries(ITEMS).flatMap(([document, count]) =>
    Array.from({ length: count }, (_, index) => `${document}-${String(index + 1).padStart(2, '0')}`),
  );
  const problems = [
    ...ids.filter((id) => !rows.some((row) => row.id === id)).map((id) => `${id} is missing`),
    ...rows.filter(({ id }) => !ids.includes(id)).map(({ id }) => `${id} is no requirement`),
    ...rows
      .filter((row, index) => rows.findIndex(({ id }) => id === row.id) !== index)
      .map(({ id }) => `${id} stands twice`),
    ...rows
      .filter(({ open, paths }) => !open && paths.length === 0)
      .map(({ id }) => `${id} names neither code nor test`),
    ...rows.flatMap(({ id, paths }) =>
      paths.filter((path) => !existsSync(path)).map((path) => `${id}: ${path} does not exist`),
    ),
  ];
  return Promise.resolve(problems.map((problem) => `${MAP}: ${problem}`).join('\n'));
}
