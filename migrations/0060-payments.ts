import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Payments, and what providers report about them (000-47, 000-50). */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('payments')
    .createIndexes([
      { key: { enrollment: 1 }, unique: true, partialFilterExpression: { isOpen: true } },
      { key: { 'provider.paymentIntentId': 1 }, unique: true, sparse: true },
      { key: { 'provider.transactionId': 1 }, unique: true, sparse: true },
      { key: { 'provider.sessionId': 1 }, unique: true, sparse: true },
      { key: { receiptNumber: 1 }, unique: true, sparse: true },
      { key: { user: 1, createdAt: -1, _id: -1 } },
      { key: { createdAt: -1, _id: -1 } },
      { key: { course: 1, createdAt: -1, _id: -1 } },
      { key: { status: 1, createdAt: -1, _id: -1 } },
      { key: { method: 1, createdAt: -1, _id: -1 } },
      { key: { flags: 1, createdAt: -1, _id: -1 } },
      { key: { lookedUpAt: 1 }, partialFilterExpression: { isOpen: true } },
      { key: { paidAt: 1 } },
      { key: { course: 1, paidAt: 1 } },
      { key: { releaseAt: 1 }, sparse: true },
      { key: { 'refunds.status': 1 }, sparse: true },
    ]);
  await db
    .collection('payment_events')
    .createIndexes([
      { key: { provider: 1, eventId: 1 }, unique: true },
      { key: { payment: 1, createdAt: 1 } },
      { key: { retryAt: 1 }, sparse: true },
    ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('payment_events').drop();
  await db.collection('payments').drop();
}
