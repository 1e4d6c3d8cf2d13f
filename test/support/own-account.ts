import type { Answer, ApiClient } from './api-client.js';

export const ME = '/api/v1/users/me';
export const PREFERENCES = '/api/v1/users/me/preferences';

/** Changes something about whoever asks. */
export const change = (client: ApiClient, body: object, path = ME): Promise<Answer> =>
  client.send('PATCH', path, { body });

/** Which parts of what was sent an answer finds fault with. */
export const pointersOf = ({ body }: Answer): string[] =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).toSorted();
