import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import type { Answer, ApiClient } from '../support/api-client.js';
import { settingsFor } from '../support/github.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { call, type Call } from './call.js';
import { operations, type Operation } from './document.js';
import { GITHUB_PEOPLE } from './identity.js';
import { namesObjects, OWNED, ownershipOf } from './ownership.js';
import { PAYMENT_SETTINGS } from './payments.js';
import { ProbeJobs } from './probes.js';
import { NOWHERE } from './samples.js';
import { successfulCall } from './successful-calls.js';
import { createWorld, type World } from './world.js';

let test: TestApp;
let world: World;
let github: GithubStandIn;
beforeAll(async () => {
  github = await startGithub({ people: GITHUB_PEOPLE });
  test = await startTestApp({
    providers: [ProbeJobs],
    settings: [settingsFor(github), PAYMENT_SETTINGS],
  });
  world = await createWorld(test);
});
afterAll(async () => {
  await test.close();
  await github.close();
});

const naming = operations.filter(namesObjects);
const of = (kind: string) =>
  naming
    .filter((operation) => ownershipOf(operation)?.kind === kind)
    .map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

/** What an answer says of the object; not which request it was and what it asked for. */
const said = ({ status, body }: Answer) => ({ status, ...body, requestId: undefined, instance: undefined });

/** The same call about something that doesn't exist. */
const aboutNothing = ({ parameters }: Operation, { path, ...rest }: Call): Call => {
  const [object = ''] = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  return { ...rest, path: { ...path, [object]: NOWHERE } };
};

/** How somebody is answered about an object, and about nothing. */
const compare = async (client: ApiClient, operation: Operation, hidden: Call) => ({
  object: said(await call(client, operation, hidden)),
  nothing: said(await call(client, operation, aboutNothing(operation, hidden))),
});

describe('objects of others', () => {
  it('are thought of in every operation that names one', () => {
    const named = naming.map(({ operationId }) => operationId);
    expect(named.filter((operationId) => !OWNED.includes(operationId))).toEqual([]);
    expect(OWNED.filter((operationId) => !named.includes(operationId))).toEqual([]);
  });

  it.each(of('private'))(
    'can’t be told from what doesn’t exist, and their owner has them: %s',
    async (_name, operation) => {
      const ownership = ownershipOf(operation);
      if (ownership?.kind !== 'private') throw new Error('not private');
      const own = successfulCall(operation, world);
      const { object, nothing } = await compare(world.as[ownership.stranger], operation, own);
      expect(object.status).toBe(404);
      expect(object).toEqual(nothing);
      // Without this, a mistaken id would look like a well kept secret.
      expect((await call(world.as.admin, operation, own)).status).toBeLessThan(300);
    },
  );

  it.each(of('shown'))('that aren’t shown to all are shown to nobody: %s', async (_name, operation) => {
    const ownership = ownershipOf(operation);
    if (ownership?.kind !== 'shown') throw new Error('not shown');
    const isOpen = operation['x-permissions'].length === 0;
    const strangers = [world.as.student, world.as.instructor, ...(isOpen ? [test.api] : [])];
    for (const hidden of ownership.hidden)
      for (const stranger of strangers) {
        const { object, nothing } = await compare(stranger, operation, hidden(world));
        expect(object.status).toBe(404);
        expect(object).toEqual(nothing);
      }
  });

  it('aren’t reached through one’s own either', async () => {
    const { notebook, learning } = world;
    const stranger = await signIn(test, await createUser(test));
    const { body } = await stranger.post<{ id: string }>('/api/v1/enrollments', {
      courseId: learning.taught,
    });
    const enrollment = `/api/v1/enrollments/${body.id}`;
    const { notes, bookmark, lessons, materials } = notebook;
    const answers = await Promise.all([
      stranger.send('PATCH', `${enrollment}/notes/${notes.toChange}`, { body: { content: 'x' } }),
      stranger.send('DELETE', `${enrollment}/notes/${notes.toRemove}`),
      stranger.send('DELETE', `${enrollment}/bookmarks/${bookmark}`),
      stranger.get(`${enrollment}/lessons/${lessons[0]}/progress`),
      stranger.post(`${enrollment}/lessons/${lessons[0]}/complete`),
      stranger.post(`${enrollment}/materials/${materials.toKeep}/download`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  });
});
