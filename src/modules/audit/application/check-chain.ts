import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '../../../infra/metrics/index.js';
import { AuditChainRepository } from '../persistence/audit-chain.repository.js';
import { VerifyChain } from './verify-chain.js';

/** The nightly look at the chain, and the figures by which it is watched from outside. */
@Injectable()
export class CheckChain {
  private readonly logger = new Logger(CheckChain.name);
  private problems: number | undefined;

  constructor(
    private readonly verify: VerifyChain,
    private readonly chain: AuditChainRepository,
    metrics: Metrics,
  ) {
    metrics.gaugeOf('audit_log_entries', 'Sealed entries of the audit log; it never falls.', [], async () => {
      const head = await this.chain.head();
      return head ? [[{}, head.seq]] : [];
    });
    metrics.gaugeOf(
      'audit_log_pending',
      'Entries of the audit log that wait for their place.',
      [],
      async () => [[{}, await this.chain.countPending()]],
    );
    metrics.gaugeOf('audit_log_problems', 'What the last check of the audit log found.', [], () =>
      this.problems === undefined ? [] : [[{}, this.problems]],
    );
  }

  /** @returns how many entries were read, and where the chain ends @throws Error when it is broken */
  async execute(): Promise<{ entries: number; end: number }> {
    const { intact, checked, head, problems } = await this.verify.execute();
    this.problems = problems.length;
    if (!intact) {
      this.logger.error('The audit log is broken', { problems });
      throw new Error(`The audit log is broken: ${JSON.stringify(problems[0])}`);
    }
    return { entries: checked, end: head?.seq ?? 0 };
  }
}
