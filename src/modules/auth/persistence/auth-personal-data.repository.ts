import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { API_KEY_MODEL, type ApiKeyDocument } from './api-key.schema.js';
import { AUTH_TOKEN_MODEL, type AuthTokenDocument } from './auth-token.schema.js';
import { KNOWN_DEVICE_MODEL, type KnownDeviceDocument } from './known-device.schema.js';
import { OAUTH_ACCOUNT_MODEL, type OAuthAccountDocument } from './oauth-account.schema.js';
import { SESSION_MODEL, type SessionDocument } from './session.schema.js';
import { TWO_FACTOR_MODEL, type TwoFactorDocument } from './two-factor.schema.js';

/** What signing in leaves behind. */
@Injectable()
export class AuthPersonalDataRepository {
  constructor(
    @InjectModel(SESSION_MODEL) private readonly sessions: Model<SessionDocument>,
    @InjectModel(AUTH_TOKEN_MODEL) private readonly tokens: Model<AuthTokenDocument>,
    @InjectModel(OAUTH_ACCOUNT_MODEL) private readonly accounts: Model<OAuthAccountDocument>,
    @InjectModel(TWO_FACTOR_MODEL) private readonly factors: Model<TwoFactorDocument>,
    @InjectModel(KNOWN_DEVICE_MODEL) private readonly devices: Model<KnownDeviceDocument>,
    @InjectModel(API_KEY_MODEL) private readonly apiKeys: Model<ApiKeyDocument>,
  ) {}

  async ipAddressesOf(userId: string): Promise<string[]> {
    const found = await this.sessions.find(ownedBy(userId)).select('device').lean();
    return found.flatMap(({ device }) => device?.ipAddress ?? []);
  }

  sessionsOf(userId: string): AsyncIterable<SessionDocument> {
    return this.sessions.find(ownedBy(userId)).sort({ _id: 1 }).lean<SessionDocument>().cursor();
  }

  linkedAccountsOf(userId: string): AsyncIterable<OAuthAccountDocument> {
    return this.accounts.find(ownedBy(userId)).sort({ _id: 1 }).lean<OAuthAccountDocument>().cursor();
  }

  factorsOf(userId: string): AsyncIterable<TwoFactorDocument> {
    return this.factors.find(ownedBy(userId)).lean<TwoFactorDocument>().cursor();
  }

  async removeAll(userId: string): Promise<void> {
    await this.sessions.deleteMany(ownedBy(userId));
    await this.tokens.deleteMany(ownedBy(userId));
    await this.accounts.deleteMany(ownedBy(userId));
    await this.factors.deleteMany(ownedBy(userId));
    await this.devices.deleteMany(ownedBy(userId));
    await this.apiKeys.deleteMany(ownedBy(userId));
    // The programs work on; nobody is named as who let them in.
    await this.apiKeys.updateMany(
      { createdBy: new Types.ObjectId(userId) },
      { $set: { createdBy: null } },
      { timestamps: false },
    );
  }
}

const ownedBy = (userId: string) => ({ userId: new Types.ObjectId(userId) });
