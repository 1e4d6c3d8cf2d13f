import { Injectable } from '@nestjs/common';
import type { Anchor, ChainReport } from '../domain/chain.js';
import { AuditChainRepository } from '../persistence/audit-chain.repository.js';
import { AuditKeys } from './audit-keys.js';
import { ChainHeads } from './chain-heads.js';
import { ChainWalk } from './chain-walk.js';

const BATCH = 500;
/** More lines than that tell nothing more. */
const SHOWN = 20;

/** Reads the whole chain and says whether it is what was recorded, and which lines are not. */
@Injectable()
export class VerifyChain {
  constructor(
    private readonly chain: AuditChainRepository,
    private readonly heads: ChainHeads,
    private readonly keys: AuditKeys,
  ) {}

  /** @param anchor what the caller remembers of the chain: finds out that the end was cut off together with its record */
  async execute(anchor?: Anchor): Promise<ChainReport> {
    const walk = new ChainWalk(this.keys);
    const head = await this.chain.head();
    if (!head) walk.report('head-missing');
    else {
      if (!this.heads.isGenuine(head)) walk.report('head-forged', { seq: head.seq });
      await this.read(walk, head.seq);
      walk.close(head);
      await this.lookBehind(walk);
    }
    for (const entry of await this.chain.strays(SHOWN)) walk.report('forged', entry);
    if (anchor && (await this.chain.at(anchor.seq))?.hash !== anchor.hash)
      walk.report('anchor-lost', { seq: anchor.seq });
    const { checked, redacted, problems } = walk;
    return {
      intact: problems.length === 0,
      head: head ? { seq: head.seq, hash: head.hash } : null,
      checked,
      redacted,
      pending: await this.chain.countPending(),
      problems: problems.slice(0, SHOWN),
    };
  }

  private async read(walk: ChainWalk, end: number): Promise<void> {
    let batch = await this.chain.between(0, end, BATCH);
    while (batch.length > 0) {
      for (const entry of batch) walk.visit(entry);
      batch = await this.chain.between(batch.at(-1)!.seq, end, BATCH);
    }
  }

  /** What was sealed meanwhile has moved the head on before it could be seen; what lies behind it was not sealed. */
  private async lookBehind(walk: ChainWalk): Promise<void> {
    const last = await this.chain.last();
    const head = await this.chain.head();
    if (last && head && last.seq > head.seq) walk.report('beyond-head', last);
  }
}
