import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import type { Identity, LinkedIdentity } from '../domain/identity.js';
import { OAUTH_ACCOUNT_MODEL, type OAuthAccountDocument } from './oauth-account.schema.js';

type Key = Pick<Identity, 'provider' | 'providerUserId'>;

@Injectable()
export class OAuthAccountRepository extends Repository<OAuthAccountDocument> {
  constructor(@InjectModel(OAUTH_ACCOUNT_MODEL) model: Model<OAuthAccountDocument>) {
    super(model);
  }

  async findUserId({ provider, providerUserId }: Key): Promise<string | undefined> {
    const found = await this.findOne({ provider, providerUserId }, { fields: ['userId'] });
    return found?.userId.toString();
  }

  /** What somebody has linked; few by nature. */
  async listOf(userId: string): Promise<LinkedIdentity[]> {
    const found = await this.find(
      { userId: new Types.ObjectId(userId) },
      { sort: { provider: 1 }, fields: ['provider', 'name', 'createdAt'] },
    );
    return found.map(({ provider, name, createdAt }) => ({
      provider,
      name: name ?? null,
      linkedAt: createdAt,
    }));
  }

  /** @throws MongoServerError of a duplicate key when it, or another one of the provider, is linked already */
  async link(
    { provider, providerUserId, name }: Key & Pick<Identity, 'name'>,
    userId: string,
  ): Promise<void> {
    await this.insert({ provider, providerUserId, name, userId: new Types.ObjectId(userId) });
  }

  /**
   * Takes a link away. Inside a transaction: others that take away one of the same owner wait or begin again.
   *
   * @returns how many are left; undefined when there was none of this provider
   */
  async unlink(userId: string, provider: string): Promise<number | undefined> {
    const owner = { userId: new Types.ObjectId(userId) };
    await this.model.updateMany(owner, { $inc: { unlinkings: 1 } });
    const { deletedCount } = await this.model.deleteOne({ ...owner, provider });
    return deletedCount === 1 ? this.count(owner) : undefined;
  }
}
