import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SERVICE_SCOPES, type Principal } from '../../../../common/access/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Accounts } from '../../../users/index.js';
import { isGood, staleUse, type ApiKey } from '../../domain/api-key.js';
import { ApiKeyRepository } from '../../persistence/api-key.repository.js';
import { hashToken } from '../token-hash.js';
import { partsOf } from './key-text.js';

/**
 * Recognises the bearer of an API key. Key and account are read as they are now, so that revoking the one and suspending
 * the other count at once, on every instance.
 */
@Injectable()
export class RecogniseKey {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** @returns undefined when the key isn't good, or not any more */
  async execute(text: string): Promise<Principal | undefined> {
    const parts = partsOf(text);
    const found = parts && (await this.keys.findByPrefix(parts.prefix));
    if (!found || !isSecret(parts.secret, found.secretHash)) return undefined;
    const now = this.clock.now();
    if (!isGood(found.key, now)) return undefined;
    const account = await this.accounts.findStanding(found.key.userId);
    if (account?.status !== 'active' || account.role !== 'service') return undefined;
    await this.recordUse(found.key, now);
    return principalOf(found.key);
  }

  private async recordUse({ id, lastUsedAt }: ApiKey, now: Date): Promise<void> {
    const stale = staleUse(now);
    if (lastUsedAt === null || lastUsedAt <= stale) await this.keys.recordUse(id, now, stale);
  }
}

/** Found out in a time that doesn't tell how much of it is right. */
function isSecret(secret: string, hash: string): boolean {
  const [given, expected] = [Buffer.from(hashToken(secret)), Buffer.from(hash)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const principalOf = ({ id, userId, scopes, rateLimitPerMinute }: ApiKey): Principal => ({
  userId,
  role: 'service',
  // A scope that keys may not have any more is none.
  permissions: new Set(scopes.filter((scope) => SERVICE_SCOPES.includes(scope))),
  emailVerified: false,
  sessionId: '',
  // Nobody is there who could prove anything.
  authenticatedAt: new Date(0),
  apiKey: { id, rateLimitPerMinute },
});
