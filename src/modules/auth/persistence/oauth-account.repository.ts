import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import type { Identity } from '../domain/identity.js';
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

  /** @throws MongoServerError of a duplicate key when it is linked already */
  async link({ provider, providerUserId }: Key, userId: string): Promise<void> {
    await this.insert({ provider, providerUserId, userId: new Types.ObjectId(userId) });
  }
}
