import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { EndReason } from '../domain/session.js';
import { BLACKLISTED_TOKEN_MODEL, type BlacklistedTokenDocument } from './blacklisted-token.schema.js';

@Injectable()
export class BlacklistedTokenRepository extends Repository<BlacklistedTokenDocument> {
  constructor(@InjectModel(BLACKLISTED_TOKEN_MODEL) model: Model<BlacklistedTokenDocument>) {
    super(model);
  }

  /** Blacklists the tokens of sessions; of those that are blacklisted the first reason stays. */
  async add(sessionIds: readonly string[], reason: EndReason, expiresAt: Date): Promise<void> {
    await this.model.bulkWrite(
      sessionIds.map((id) => ({
        updateOne: {
          filter: { sessionId: new Types.ObjectId(id) },
          update: { $setOnInsert: { reason, expiresAt } },
          upsert: true,
        },
      })),
    );
  }

  has(sessionId: string): Promise<boolean> {
    return this.exists({ sessionId });
  }

  /** @returns how many were removed */
  async removeExpired(now: Date): Promise<number> {
    const { deletedCount } = await this.model.deleteMany({ expiresAt: trusted({ $lte: now }) });
    return deletedCount;
  }
}
