import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { KeyedHash } from '../../../infra/crypto/index.js';
import { networkOf } from '../../../infra/rate-limit/index.js';
import type { Device } from '../domain/session.js';
import { KnownNetworkRepository } from '../persistence/known-network.repository.js';

const DAY_MS = 86_400_000;

/**
 * Remembers from where somebody has signed in. What is stored tells of no network, only whether a given one is known to a
 * given account.
 */
@Injectable()
export class KnownNetworks {
  constructor(
    private readonly networks: KnownNetworkRepository,
    private readonly hash: KeyedHash,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
  ) {}

  /** Names network and account; takes the same time whether or not it is known. */
  keyOf(userId: string, { ipAddress }: Pick<Device, 'ipAddress'>): string {
    return this.hash.of('known network', `${userId} ${networkOf(ipAddress ?? '')}`);
  }

  isKnown(key: string): Promise<boolean> {
    return this.networks.isKnown(key, this.clock.now());
  }

  /** Somebody has just proved here who it is. */
  async remember(userId: string, device: Pick<Device, 'ipAddress'>): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + this.config.KNOWN_NETWORK_DAYS * DAY_MS);
    await this.networks.remember(this.keyOf(userId, device), userId, expiresAt);
  }
}
