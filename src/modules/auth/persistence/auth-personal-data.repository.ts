import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { AUTH_TOKEN_MODEL, type AuthTokenDocument } from './auth-token.schema.js';
import { OAUTH_ACCOUNT_MODEL, type OAuthAccountDocument } from './oauth-account.schema.js';
import { SESSION_MODEL, type SessionDocument } from './session.schema.js';

/** What signing in leaves behind. */
@Injectable()
export class AuthPersonalDataRepository {
  constructor(
    @InjectModel(SESSION_MODEL) private readonly sessions: Model<SessionDocument>,
    @InjectModel(AUTH_TOKEN_MODEL) private readonly tokens: Model<AuthTokenDocument>,
    @InjectModel(OAUTH_ACCOUNT_MODEL) private readonly accounts: Model<OAuthAccountDocument>,
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

  async removeAll(userId: string): Promise<void> {
    await this.sessions.deleteMany(ownedBy(userId));
    await this.tokens.deleteMany(ownedBy(userId));
    await this.accounts.deleteMany(ownedBy(userId));
  }
}

const ownedBy = (userId: string) => ({ userId: new Types.ObjectId(userId) });
