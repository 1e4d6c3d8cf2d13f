import { Injectable } from '@nestjs/common';
import { ProvidersOf } from '../../../infra/discovery/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { NameReaders } from '../domain/name-readers.js';

/**
 * Has it known that somebody is called otherwise, or hides the name (002-02). Whoever writes names or privacy of an account,
 * deletes, restores or erases it, calls this in the same transaction.
 */
@Injectable()
export class NameChanges {
  constructor(
    private readonly providers: ProvidersOf,
    private readonly transactions: Transactions,
  ) {}

  /** Joins the caller's transaction; who answers after the commit shows nothing older. */
  announce(userId: string): Promise<void> {
    return this.transactions.afterCommit(async () => {
      await Promise.all(this.providers.find(NameReaders).map((reader) => reader.forget(userId)));
    });
  }
}
