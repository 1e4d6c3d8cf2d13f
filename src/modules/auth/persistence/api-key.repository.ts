import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { Repository, trusted, type Picked } from '../../../infra/mongo/index.js';
import type { ApiKey, ApiKeyChanges } from '../domain/api-key.js';
import { API_KEY_MODEL, type ApiKeyDocument } from './api-key.schema.js';

export type NewApiKey = Pick<
  ApiKey,
  'userId' | 'name' | 'prefix' | 'scopes' | 'rateLimitPerMinute' | 'expiresAt'
> & { readonly createdBy: string; readonly secretHash: string };

const FIELDS = [
  'userId',
  'name',
  'prefix',
  'scopes',
  'rateLimitPerMinute',
  'expiresAt',
  'lastUsedAt',
  'revokedAt',
  'createdBy',
  'createdAt',
] as const satisfies (keyof ApiKeyDocument)[];

@Injectable()
export class ApiKeyRepository extends Repository<ApiKeyDocument> {
  constructor(@InjectModel(API_KEY_MODEL) model: Model<ApiKeyDocument>) {
    super(model);
  }

  async add({ userId, createdBy, ...key }: NewApiKey): Promise<ApiKey> {
    const ids = { userId: new Types.ObjectId(userId), createdBy: new Types.ObjectId(createdBy) };
    return toApiKey(await this.insert({ ...key, ...ids }));
  }

  async findById(id: string): Promise<ApiKey | undefined> {
    const found = await this.findOneById(id, { fields: FIELDS });
    return found ? toApiKey(found) : undefined;
  }

  /** Read at every request that brings a key. */
  async findByPrefix(prefix: string): Promise<{ key: ApiKey; secretHash: string } | undefined> {
    const found = await this.findOne({ prefix }, { fields: [...FIELDS, 'secretHash'] });
    return found ? { key: toApiKey(found), secretHash: found.secretHash } : undefined;
  }

  /** All of them, or those of one service account, the newest first. */
  async list({
    userId,
    ...page
  }: {
    userId?: string;
    limit: number;
    cursor?: string;
  }): Promise<Page<ApiKey>> {
    const filter = userId === undefined ? {} : { userId: new Types.ObjectId(userId) };
    return mapPage(await this.page(filter, { ...page, sort: { createdAt: -1 }, fields: FIELDS }), toApiKey);
  }

  /** Changes a key that is not revoked. */
  async update(id: string, changes: ApiKeyChanges): Promise<ApiKey | undefined> {
    const changed = await this.change({ _id: id, revokedAt: null }, { $set: changes }, { fields: FIELDS });
    return changed ? toApiKey(changed) : undefined;
  }

  /** @returns the key, if it was not revoked until now */
  async revoke(id: string, at: Date): Promise<ApiKey | undefined> {
    const revoked = await this.change(
      { _id: id, revokedAt: null },
      { $set: { revokedAt: at } },
      { fields: FIELDS },
    );
    return revoked ? toApiKey(revoked) : undefined;
  }

  /** Keeps in mind that a key was used, unless somebody has kept a use in mind that is later than `stale`. */
  async recordUse(id: string, at: Date, stale: Date): Promise<void> {
    await this.updateOne(
      { _id: id, $or: [{ lastUsedAt: null }, { lastUsedAt: trusted({ $lte: stale }) }] },
      { $set: { lastUsedAt: at } },
    );
  }
}

const toApiKey = ({
  _id,
  userId,
  createdBy,
  name,
  prefix,
  scopes,
  rateLimitPerMinute,
  expiresAt,
  lastUsedAt,
  revokedAt,
  createdAt,
}: Picked<ApiKeyDocument, (typeof FIELDS)[number]>): ApiKey => ({
  id: _id.toString(),
  userId: userId.toString(),
  createdBy: createdBy?.toString() ?? null,
  name,
  prefix,
  scopes,
  rateLimitPerMinute,
  expiresAt,
  lastUsedAt,
  revokedAt,
  createdAt,
});
