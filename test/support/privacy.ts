import { expect } from 'vitest';
import type { Answer, ApiClient } from './api-client.js';
import { eventually } from './eventually.js';
import type { Shop } from './shop.js';
import { unzip, type Unzipped } from './unzip.js';

export const ME = '/api/v1/users/me';
export const EXPORT = `${ME}/export`;

const DAY_MINUTES = 24 * 60;

/** An export as its owner sees it, or why there is none. */
export interface ExportAnswer {
  id: string;
  status: string;
  expiresAt: string | null;
  sizeBytes: number | null;
  downloadUrl: string | null;
  code?: string;
}

export const askForExport = (client: ApiClient): Promise<Answer<ExportAnswer>> =>
  client.post<ExportAnswer>(EXPORT);

/** Waits until an export is made. */
export const made = (client: ApiClient, id: string): Promise<ExportAnswer> =>
  eventually(async () => {
    const { body } = await client.get<ExportAnswer>(`${ME}/exports/${id}`);
    expect(body.status).toBe('ready');
    return body;
  });

/** Has an export made, and opens it. */
export async function exportOf(client: ApiClient): Promise<Unzipped> {
  const { body } = await askForExport(client);
  const { downloadUrl } = await made(client, body.id);
  const response = await client.bytes(downloadUrl ?? '');
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  return unzip(new Uint8Array(await response.arrayBuffer()));
}

export const askForErasure = (
  client: ApiClient,
): Promise<Answer<{ status: string; dueAt: string; code?: string; [name: string]: unknown }>> =>
  client.send('DELETE', ME);

/** Lets the grace period go by and has the accounts erased; not gone over again yet. @returns what the job counted */
export async function eraseDue(shop: Shop): Promise<Record<string, number>> {
  await shop.pass(14 * DAY_MINUTES + 1);
  return shop.run('privacy.erasures');
}

/** Goes over them again. */
export async function sweep(shop: Shop): Promise<Record<string, number>> {
  await shop.pass(61);
  return shop.run('privacy.erasures');
}
