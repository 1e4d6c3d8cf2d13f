import { Injectable } from '@nestjs/common';
import { Metrics } from '../../../infra/metrics/index.js';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { SUSPICIONS, SuspiciousActivity, type Suspicion } from '../domain/auth.events.js';

/** Counts what looks like strangers at accounts, for an operator's alarm: many at once are an attack. */
@Injectable()
export class SecurityAlerts {
  // A series that begins at nought rises when it happens for the first time, too.
  private readonly counts = new Map<Suspicion, number>(SUSPICIONS.map((kind) => [kind, 0]));

  constructor(metrics: Metrics) {
    metrics.counterOf('security_alerts_total', 'Suspicious activity at accounts, by kind.', ['kind'], () =>
      [...this.counts].map(([kind, count]) => [{ kind }, count]),
    );
  }

  @OnEvent(SuspiciousActivity, { name: 'auth.count-alerts' })
  async count({ payload: { kind } }: ReceivedEvent<SuspiciousActivity>): Promise<void> {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }
}
