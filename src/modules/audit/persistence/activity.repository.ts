import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
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
}
