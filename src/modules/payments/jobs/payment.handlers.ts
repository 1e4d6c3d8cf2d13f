import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { EnrollmentEnded } from '../../enrollments/index.js';
import { ProcessEvent } from '../application/process-event.js';
import { SendRefund } from '../application/send-refund.js';
import { WithdrawCheckout } from '../application/withdraw-checkout.js';
import { PaymentEventReceived, RefundRequested } from '../domain/payment.events.js';

/** What payments do when something has happened. */
@Injectable()
export class PaymentHandlers {
  constructor(
    private readonly processEvent: ProcessEvent,
    private readonly sendRefund: SendRefund,
    private readonly withdrawCheckout: WithdrawCheckout,
  ) {}

  @OnEvent(PaymentEventReceived, { name: 'payments.process-event' })
  process({ payload }: ReceivedEvent<PaymentEventReceived>): Promise<void> {
    return this.processEvent.execute(payload.eventId);
  }

  @OnEvent(RefundRequested, { name: 'payments.send-refund' })
  refund({ payload }: ReceivedEvent<RefundRequested>): Promise<void> {
    return this.sendRefund.execute(payload.paymentId, payload.refundId);
  }

  /** Who doesn't want the course any more isn't to pay for it. */
  @OnEvent(EnrollmentEnded, { name: 'payments.withdraw-checkout' })
  async withdraw({ payload }: ReceivedEvent<EnrollmentEnded>): Promise<void> {
    if (payload.status === 'cancelled') await this.withdrawCheckout.execute(payload.enrollmentId);
  }
}
