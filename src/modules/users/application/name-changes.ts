import { Injectable } from '@nestjs/common';
import { ProvidersOf } from '../../../infra/discovery/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { NameReaders } from '../domain/name-readers.js';
import { NamesChanged } from '../domain/user.events.js';

/**
 * Has it known that somebody is called otherwise, or hides the name (002-02). Whoever writes names or privacy of an account,
 * deletes or restores it, announces that in the same transaction.
 */
@Injectable()
export class NameChanges {
  constructor(
    private readonly providers: ProvidersOf,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Joins the caller's transaction; who answers after the commit shows nothing older. The event sees to it again, for when
   * that fails or nobody lives to do it.
   */
  announce(userId: string): Promise<void> {
    return this.transactions.run(async () => {
      await this.outbox.publish(new NamesChanged({ userId }));
      await this.transactions.afterCommit(() => this.haveForgotten(userId));
    });
  }

  /** @throws Error until all who show names have surely forgotten this one */
  async haveForgotten(userId: string): Promise<void> {
    await Promise.all(this.providers.find(NameReaders).map((reader) => reader.forget(userId)));
  }
}
