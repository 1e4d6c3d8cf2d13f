import { Injectable } from '@nestjs/common';
import { headContentOf, type ChainHead } from '../domain/chain.js';
import { AuditChainRepository } from '../persistence/audit-chain.repository.js';
import { AuditKeys } from './audit-keys.js';

/** Where the chain ends, and whether this application says so. */
@Injectable()
export class ChainHeads {
  constructor(
    private readonly chain: AuditChainRepository,
    private readonly keys: AuditKeys,
  ) {}

  /** @throws Error when it is gone or forged */
  async genuine(): Promise<ChainHead> {
    const head = await this.chain.head();
    if (!head) throw new Error('The head of the audit log is gone: see "When the audit log is broken".');
    if (!this.isGenuine(head))
      throw new Error('The head of the audit log is forged: see "When the audit log is broken".');
    return head;
  }

  /** The head that the migration lays has nothing before it that could be denied, and no code. */
  isGenuine(head: ChainHead): boolean {
    const { keyId, mac, seq } = head;
    if (keyId === null || mac === null) return seq === 0;
    return this.keys.isGenuine('head', headContentOf(head), { keyId, mac });
  }
}
