import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { AuthToken, TokenPurpose } from '../domain/auth-token.js';
import { AUTH_TOKEN_MODEL, type AuthTokenDocument } from './auth-token.schema.js';

export type NewAuthToken = Omit<AuthToken, 'usedAt' | 'attempts' | 'isRemembered'> &
  Partial<Pick<AuthToken, 'isRemembered'>> & { readonly tokenHash: string };

@Injectable()
export class AuthTokenRepository extends Repository<AuthTokenDocument> {
  constructor(@InjectModel(AUTH_TOKEN_MODEL) model: Model<AuthTokenDocument>) {
    super(model);
  }

  /** An id that nothing has: for a token that is about to be made from it, or for nobody. */
  nextId(): string {
    return new Types.ObjectId().toString();
  }

  async add({ id, userId, ...token }: NewAuthToken): Promise<void> {
    await this.insert({ ...token, _id: new Types.ObjectId(id), userId: new Types.ObjectId(userId) });
  }

  async findUsable(id: string, now: Date): Promise<{ purpose: TokenPurpose; tokenHash: string } | undefined> {
    const found = await this.findOne(
      { _id: id, usedAt: null, expiresAt: trusted({ $gt: now }) },
      { fields: ['purpose', 'tokenHash'] },
    );
    return found ?? undefined;
  }

  async findOwner(tokenHash: string, purpose: TokenPurpose, now: Date): Promise<string | undefined> {
    const found = await this.findOne(
      { tokenHash, purpose, usedAt: null, expiresAt: trusted({ $gt: now }) },
      { fields: ['userId'] },
    );
    return found?.userId.toString();
  }

  /**
   * Uses a token up. Of all who try, one does.
   *
   * @returns whose it was; undefined when it can't be used, or not for this
   */
  async use(tokenHash: string, purpose: TokenPurpose, now: Date): Promise<string | undefined> {
    const used = await this.change(
      { tokenHash, purpose, usedAt: null, expiresAt: trusted({ $gt: now }) },
      { $set: { usedAt: now } },
      { fields: ['userId'] },
    );
    return used?.userId.toString();
  }

  /**
   * Counts a try with a token that is good for several, and leaves it good.
   *
   * @returns undefined when it can't be used, or was tried as often as the limit says
   */
  async attempt(
    tokenHash: string,
    { purpose, now, limit }: { purpose: TokenPurpose; now: Date; limit: number },
  ): Promise<{ userId: string; isRemembered: boolean } | undefined> {
    const counted = await this.change(
      {
        tokenHash,
        purpose,
        usedAt: null,
        expiresAt: trusted({ $gt: now }),
        attempts: trusted({ $lt: limit }),
      },
      { $inc: { attempts: 1 } },
      { fields: ['userId', 'isRemembered'] },
    );
    return counted ? { userId: counted.userId.toString(), isRemembered: counted.isRemembered } : undefined;
  }

  /** Whether a token was not removed, used or not. */
  isKnown(tokenHash: string): Promise<boolean> {
    return this.exists({ tokenHash });
  }

  /** Removes somebody's tokens of a purpose, used or not. */
  async removeAll(userId: string, purpose: TokenPurpose): Promise<void> {
    await this.model.deleteMany({ userId, purpose });
  }

  /** @returns how many were removed */
  async removeExpired(now: Date): Promise<number> {
    const { deletedCount } = await this.model.deleteMany({ expiresAt: trusted({ $lte: now }) });
    return deletedCount;
  }
}
