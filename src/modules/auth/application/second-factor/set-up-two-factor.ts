import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import { AuthConfig } from '../../../../config/index.js';
import { People } from '../../../users/index.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { TwoFactorRepository } from '../../persistence/two-factor.repository.js';
import { SeedVault } from './seed-vault.js';
import { newSecret, totpUri } from './totp.js';

/** Begins with an authenticator app: it changes nothing about signing in until a first code proves that the app has it. */
@Injectable()
export class SetUpTwoFactor {
  constructor(
    private readonly twoFactors: TwoFactorRepository,
    private readonly people: People,
    private readonly seeds: SeedVault,
    private readonly config: AuthConfig,
  ) {}

  /**
   * @returns what the app needs; it is told this once
   * @throws DomainError `two-factor-enabled`
   */
  async execute(userId: string): Promise<{ secret: string; uri: string }> {
    const contact = await this.people.findContact(userId);
    if (!contact) throw new DomainError(CommonErrors.invalidToken);
    const secret = newSecret();
    if (!(await this.twoFactors.setUp(userId, this.seeds.seal(userId, secret))))
      throw new DomainError(AuthErrors.twoFactorEnabled);
    return { secret, uri: totpUri(secret, this.config.TOTP_ISSUER, contact.email) };
  }
}
