import { readFile } from 'node:fs/promises';

export interface SignIn {
  email: string;
  password: string;
  role: string;
}

/** What somebody who has just started Lyceum wants to know. */
export async function banner(at: {
  url: string;
  pages: Readonly<Record<string, string>>;
  signIns: string;
  /** The folder of the data. */
  data: string;
}): Promise<string> {
  const people = JSON.parse(await readFile(at.signIns, 'utf8').catch(() => '[]')) as SignIn[];
  const lines = [
    '',
    'Lyceum is ready.',
    '',
    line('Swagger UI', `${at.url}/docs`),
    line('API', `${at.url}/api/v1`),
    ...Object.entries(at.pages).map(([name, page]) => line(name, page)),
    '',
    ...(people.length > 0 ? ['  Sample sign-ins'] : []),
    ...people.map(({ role, email, password }) => `    ${role.padEnd(14)}${email.padEnd(28)}${password}`),
    '',
    `  Ctrl-C stops everything; the data stays in ${at.data}.`,
    '',
  ];
  return lines.join('\n');
}

const line = (name: string, page: string) => `  ${name.padEnd(20)}${page}`;
