import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator, type Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { isKeyLike } from './api-keys/key-text.js';
import { RecogniseKey } from './api-keys/recognise-key.js';
import { TokenAuthenticator } from './token-authenticator.js';

const BEARER = /^Bearer (\S+)$/i;

/** Who is asking: a person by an access token, a program by an API key. Both come as `Authorization: Bearer ...`. */
@Injectable()
export class CredentialAuthenticator extends Authenticator {
  constructor(
    private readonly tokens: TokenAuthenticator,
    private readonly keys: RecogniseKey,
  ) {
    super();
  }

  async authenticate(request: FastifyRequest): Promise<Principal | undefined> {
    const [, credential = ''] = BEARER.exec(request.headers.authorization ?? '') ?? [];
    if (!isKeyLike(credential)) return this.tokens.authenticate(request);
    const principal = await this.keys.execute(credential);
    if (!principal) throw new DomainError(CommonErrors.invalidToken);
    return principal;
  }

  requireRecent(principal: Principal): void {
    // Keys are stolen, too; and a program can't prove that somebody is there.
    if (principal.apiKey) throw new DomainError(CommonErrors.insufficientPermissions);
    this.tokens.requireRecent(principal);
  }
}
