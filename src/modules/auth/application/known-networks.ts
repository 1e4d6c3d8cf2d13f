import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { KeyedHash } from '../../../infra/crypto/index.js';
import { networkOf } from '../../../infra/rate-limit/index.js';
import type { Device } from '../domain/session.js';
import { KnownNetworkRepository } from '../persistence/known-network.repository.js';

const DAY_MS = 86_400_000;

/** What the hashes are for. */
const USE = 'known network';

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

  /**
   * @returns a name of network and account, and whether it is known; takes the same time whether or not it is
   */
  async recognise(
    userId: string,
    device: Pick<Device, 'ipAddress'>,
  ): Promise<{ network: string; isKnown: boolean }> {
    const text = textOf(userId, device);
    const isKnown = await this.networks.isKnown(this.hash.everStored(USE, text), this.clock.now());
    return { network: this.hash.of(USE, text), isKnown };
  }

  /** Somebody has just proved here who it is. */
  async remember(userId: string, device: Pick<Device, 'ipAddress'>): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + this.config.KNOWN_NETWORK_DAYS * DAY_MS);
    await this.networks.remember(this.hash.of(USE, textOf(userId, device)), userId, expiresAt);
  }
}

const textOf = (userId: string, { ipAddress }: Pick<Device, 'ipAddress'>): string =>
  `${userId} ${networkOf(ipAddress ?? '')}`;
