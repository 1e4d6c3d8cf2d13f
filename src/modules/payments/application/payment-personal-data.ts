import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { PersonalData, rowsOf, type PersonalFile, type Subject } from '../../../infra/personal-data/index.js';
import { ERASED_CUSTOMER } from '../domain/billing.js';
import type { Payment } from '../domain/payment.js';
import { PaymentPersonalDataRepository } from '../persistence/payment-personal-data.repository.js';
import { BillingVault } from './billing-vault.js';
import { ReturnHeld } from './return-held.js';

/**
 * Payments outlive who made them: the law wants name and address of who paid to be kept with each receipt. Both are
 * encrypted then and shown on the receipt alone; `docs/privacy.md` says for how long. Money that is held goes back.
 */
@Injectable()
export class PaymentPersonalData extends PersonalData {
  override readonly part = 'payments';

  constructor(
    private readonly records: PaymentPersonalDataRepository,
    private readonly vault: BillingVault,
    private readonly returnHeld: ReturnHeld,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async identifiersOf(userId: string): Promise<string[]> {
    const found = new Set<string>();
    for await (const { customer, metadata } of this.records.documentsOf(userId)) {
      if (customer.name === ERASED_CUSTOMER.name) continue;
      found.add(customer.name).add(customer.email);
      if (metadata.ipAddress) found.add(metadata.ipAddress);
    }
    return [...found];
  }

  override filesOf(userId: string): PersonalFile[] {
    const rows = () => rowsOf(this.records.paymentsOf(userId), (payment) => this.rowOf(payment));
    return [{ name: 'payments', about: 'Your payments and refunds, with whom they were billed to', rows }];
  }

  override async erase({ userId }: Subject): Promise<void> {
    for await (const payment of this.records.paymentsOf(userId)) {
      await this.returnHeld.execute(payment);
      const held = payment.paidAt && {
        heldName: this.vault.sealName(payment),
        heldSince: this.clock.now(),
      };
      await this.records.eraseCustomer(payment.id, held ?? undefined);
    }
  }

  /** Without who of the administration did what. */
  private rowOf({ customer, refunds, confirmedBy: _confirmedBy, ...payment }: Payment): object {
    const billing = this.vault.open({ id: payment.id, customer });
    return {
      ...payment,
      customer: { name: customer.name, email: customer.email, ...billing },
      refunds: refunds.map(({ requestedBy: _requestedBy, ...refund }) => refund),
    };
  }
}
