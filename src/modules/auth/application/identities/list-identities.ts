import { Injectable } from '@nestjs/common';
import type { LinkedIdentity } from '../../domain/identity.js';
import { OAuthAccountRepository } from '../../persistence/oauth-account.repository.js';

/** Shows somebody with which accounts elsewhere they sign in. */
@Injectable()
export class ListIdentities {
  constructor(private readonly links: OAuthAccountRepository) {}

  execute(userId: string): Promise<LinkedIdentity[]> {
    return this.links.listOf(userId);
  }
}
