import type { Server } from './processes.ts';
import { PASSWORD, type Stage } from './stage.ts';

/** Signs the first learners in. @returns their access tokens */
export async function signIn({ url }: Server, { data }: Stage, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (const { email } of data.learners.slice(0, count)) {
    const answer = await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`);
    tokens.push(((await answer.json()) as { accessToken: string }).accessToken);
  }
  return tokens;
}
