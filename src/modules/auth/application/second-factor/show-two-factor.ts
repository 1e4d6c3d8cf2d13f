import { Injectable } from '@nestjs/common';
import type { TwoFactorState } from '../../domain/two-factor.js';
import { TwoFactorRepository } from '../../persistence/two-factor.repository.js';

/** Tells somebody whether sign-ins ask for the second factor; one that is only set up counts as none. */
@Injectable()
export class ShowTwoFactor {
  constructor(private readonly twoFactors: TwoFactorRepository) {}

  async execute(userId: string): Promise<TwoFactorState> {
    const { enabledAt = null, recoveryCodeHashes = [] } = (await this.twoFactors.findOf(userId)) ?? {};
    return { enabledAt, recoveryCodesLeft: enabledAt ? recoveryCodeHashes.length : 0 };
  }
}
