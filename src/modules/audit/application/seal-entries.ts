import { Injectable, Logger } from '@nestjs/common';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import type { RecordedEntry } from '../domain/audit-entry.js';
import { headContentOf, sealContentOf, type ChainHead, type Seal } from '../domain/chain.js';
import { AuditChainRepository } from '../persistence/audit-chain.repository.js';
import { AuditKeys } from './audit-keys.js';
import { ChainHeads } from './chain-heads.js';
import { contentOf } from './entry-codec.js';

const BATCH = 200;
/** Far longer than a batch takes; how long the entries of a sealer that died wait for another. */
const CLAIM_MS = 30_000;

/** This sealer was so slow that another has taken over. */
class ClaimLost extends Error {}

/**
 * Gives recorded entries their places in the chain: each is bound to the one before, so that none can be removed, changed or
 * moved unnoticed. Recorders don't wait for each other; this does the ordering afterwards.
 */
@Injectable()
export class SealEntries {
  private readonly logger = new Logger(SealEntries.name);

  constructor(
    private readonly chain: AuditChainRepository,
    private readonly heads: ChainHeads,
    private readonly keys: AuditKeys,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * May be called in several processes at once: one of them claims the head, and a claim is also its fence, since a batch is
   * written only while the head is still claimed by its writer and where that one believes it to be.
   *
   * @returns how many entries were sealed
   * @throws Error when the head is gone or isn't ours: a chain that was tampered with isn't continued
   */
  async execute(): Promise<number> {
    if (!(await this.chain.hasPending())) return 0;
    await this.heads.genuine();
    const claim = this.ids.uuid();
    if (!(await this.chain.claim(claim, this.clock.now(), this.endOfClaim()))) return 0;
    let sealed = 0;
    try {
      while (await this.chain.hasPending()) sealed += await this.sealBatch(claim);
    } catch (error) {
      if (!(error instanceof ClaimLost)) throw error;
    } finally {
      await this.chain.release(claim);
    }
    return sealed;
  }

  private async sealBatch(claim: string): Promise<number> {
    const seals = await this.transactions.run(() => this.sealNext(claim));
    const last = seals.at(-1);
    // Whoever keeps logs elsewhere can tell later whether the end of the chain was cut off.
    if (last) this.logger.log('The audit log is sealed', { seq: last.seq, hash: last.hash });
    return seals.length;
  }

  private async sealNext(claim: string): Promise<readonly Seal[]> {
    const head = await this.heads.genuine();
    const recorded = await this.chain.pending(BATCH);
    const entries = recorded.filter((entry) => this.keys.isGenuine('entry', contentOf(entry), entry));
    await this.refuse(recorded.filter((entry) => !entries.includes(entry)));
    const seals = this.sealsBehind(head, entries);
    const last = seals.at(-1);
    if (!last) return seals;
    const content = { seq: last.seq, hash: last.hash, at: this.clock.now() };
    const next = { ...content, ...this.keys.sign('head', headContentOf(content)) };
    if (!(await this.chain.advance(claim, head.seq, next, this.endOfClaim()))) throw new ClaimLost();
    await this.chain.seal(seals);
    return seals;
  }

  private endOfClaim(): Date {
    return new Date(this.clock.now().getTime() + CLAIM_MS);
  }

  private sealsBehind(head: ChainHead, entries: readonly RecordedEntry[]): readonly Seal[] {
    let { seq, hash } = head;
    return entries.map(({ id, keyId, mac }) => {
      const place = { seq: seq + 1, prevHash: hash };
      const sealed = this.keys.sign('seal', sealContentOf({ ...place, keyId, mac }));
      ({ seq, hash } = { seq: place.seq, hash: sealed.mac });
      return { id, ...place, hash, sealKeyId: sealed.keyId };
    });
  }

  private async refuse(forged: readonly RecordedEntry[]): Promise<void> {
    if (forged.length === 0) return;
    const ids = forged.map(({ id }) => id);
    await this.chain.refuse(ids);
    this.logger.error('Entries of the audit log were not written by this application', { ids });
  }
}
