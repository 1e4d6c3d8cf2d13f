import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { Repository } from '../../../infra/mongo/index.js';
import type { Activity } from '../domain/activity.js';
import { ACTIVITY_MODEL, type ActivityDocument } from './activity.schema.js';

export type NewActivity = Omit<Activity, 'id'> & { readonly expiresAt: Date };

@Injectable()
export class ActivityRepository extends Repository<ActivityDocument> {
  constructor(@InjectModel(ACTIVITY_MODEL) model: Model<ActivityDocument>) {
    super(model);
  }

  /** @param key names the occasion; of all who bring the same, one is shown */
  async add({ userId, ...activity }: NewActivity, key?: string): Promise<void> {
    if (key !== undefined && (await this.exists({ key }))) return;
    const occasion = key === undefined ? {} : { key };
    await this.insert({ ...activity, userId: new Types.ObjectId(userId), ...occasion });
  }

  /** The latest first. */
  async list(userId: string, { limit, cursor }: { limit: number; cursor?: string }): Promise<Page<Activity>> {
    const filter = { userId: new Types.ObjectId(userId) };
    return mapPage(
      await this.page(filter, { sort: { at: -1, _id: -1 }, present: ['at'], limit, cursor }),
      toActivity,
    );
  }

  /** Everything, one after the other, the oldest first. */
  allOf(userId: string): AsyncIterable<ActivityDocument> {
    const filter = { userId: new Types.ObjectId(userId) };
    return this.model.find(filter).sort({ at: 1, _id: 1 }).lean<ActivityDocument>().cursor();
  }

  async removeAll(userId: string): Promise<void> {
    await this.model.deleteMany({ userId: new Types.ObjectId(userId) });
  }
}

const toActivity = ({ _id, userId, ...stored }: ActivityDocument): Activity => ({
  id: _id.toString(),
  userId: userId.toString(),
  action: stored.action,
  outcome: stored.outcome,
  at: stored.at,
  by: stored.by,
  target: stored.target,
  details: stored.details,
  ipAddress: stored.ipAddress,
  userAgent: stored.userAgent,
});
