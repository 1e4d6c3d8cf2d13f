import type { RecordedEntry, SealedEntry } from '../domain/audit-entry.js';
import { GENESIS_HASH, sealContentOf, type Anchor, type ChainProblem } from '../domain/chain.js';
import type { AuditKeys } from './audit-keys.js';
import { contentOf, digestOf, redactionContentOf } from './entry-codec.js';

/** Goes along the chain, entry by entry, and notes what is wrong. */
export class ChainWalk {
  checked = 0;
  redacted = 0;
  readonly problems: ChainProblem[] = [];
  private seq = 0;
  /** Unknown behind a gap. */
  private hash: string | undefined = GENESIS_HASH;

  constructor(private readonly keys: AuditKeys) {}

  visit(entry: SealedEntry): void {
    this.checked += 1;
    if (entry.seq > this.seq + 1) this.reportGap();
    if (!this.keys.isGenuine('entry', contentOf(entry), entry)) this.report('changed', entry);
    else if (!this.isInPlace(entry)) this.report('misplaced', entry);
    this.checkPersonal(entry);
    this.seq = entry.seq;
    this.hash = entry.hash;
  }

  /** @param head where the chain must end */
  close({ seq, hash }: Anchor): void {
    if (seq > this.seq) this.reportGap();
    else if (this.hash !== undefined && hash !== this.hash) this.report('misplaced', { seq });
  }

  report(problem: ChainProblem['problem'], where: { seq?: number; id?: string } = {}): void {
    this.problems.push({ problem, seq: where.seq ?? null, entryId: where.id ?? null });
  }

  private reportGap(): void {
    this.report('missing', { seq: this.seq + 1 });
    this.hash = undefined;
  }

  private isInPlace(entry: SealedEntry): boolean {
    const follows = this.hash === undefined || entry.prevHash === this.hash;
    const seal = { keyId: entry.sealKeyId, mac: entry.hash };
    return follows && this.keys.isGenuine('seal', sealContentOf(entry), seal);
  }

  private checkPersonal(entry: RecordedEntry & { readonly seq: number }): void {
    const { personal, personalDigest, redaction } = entry;
    if (personal) {
      if (digestOf(personal) !== personalDigest) this.report('personal-changed', entry);
    } else if (
      redaction &&
      this.keys.isGenuine('redaction', redactionContentOf(entry, redaction.at), redaction)
    )
      this.redacted += 1;
    else this.report('personal-removed', entry);
  }
}
