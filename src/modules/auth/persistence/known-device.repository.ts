import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import { KNOWN_DEVICE_MODEL, type KnownDeviceDocument } from './known-device.schema.js';

@Injectable()
export class KnownDeviceRepository extends Repository<KnownDeviceDocument> {
  constructor(@InjectModel(KNOWN_DEVICE_MODEL) model: Model<KnownDeviceDocument>) {
    super(model);
  }

  /** @param fingerprints of one device, by each key @returns whether it is known; then it is remembered until then */
  see(userId: string, fingerprints: readonly string[], expiresAt: Date): Promise<boolean> {
    const device = { userId: new Types.ObjectId(userId), fingerprint: trusted({ $in: fingerprints }) };
    return this.updateOne(device, { $set: { expiresAt } });
  }

  /** @throws MongoServerError of a duplicate key when somebody else was faster */
  async add(userId: string, fingerprint: string, expiresAt: Date): Promise<void> {
    await this.insert({ userId: new Types.ObjectId(userId), fingerprint, expiresAt });
  }

  /** Whether somebody has another device than this one. */
  hasOther(userId: string, fingerprint: string): Promise<boolean> {
    return this.exists({
      userId: new Types.ObjectId(userId),
      fingerprint: trusted({ $ne: fingerprint }),
    });
  }
}
