import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { duplicateFields, Repository, trusted } from '../../../infra/mongo/index.js';
import { KNOWN_NETWORK_MODEL, type KnownNetworkDocument } from './known-network.schema.js';

@Injectable()
export class KnownNetworkRepository extends Repository<KnownNetworkDocument> {
  constructor(@InjectModel(KNOWN_NETWORK_MODEL) model: Model<KnownNetworkDocument>) {
    super(model);
  }

  /** @param keys under any of which it may be stored */
  isKnown(keys: readonly string[], now: Date): Promise<boolean> {
    return this.exists({ key: trusted({ $in: [...keys] }), expiresAt: trusted({ $gt: now }) });
  }

  async forgetAll(userId: string): Promise<void> {
    await this.model.deleteMany({ userId });
  }

  async remember(key: string, userId: string, expiresAt: Date): Promise<void> {
    try {
      await this.model.updateOne(
        { key },
        { $set: { expiresAt, userId: new Types.ObjectId(userId) } },
        { upsert: true },
      );
    } catch (error) {
      // Somebody signed in twice at once; it is known now.
      if (duplicateFields(error).length === 0) throw error;
    }
  }
}
