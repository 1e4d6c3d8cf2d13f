import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { PaymentCompleted } from '../domain/payment.events.js';

/** Shows buyers among their own activity that they have paid (002-30). */
@Injectable()
export class PaymentActivityHandler {
  constructor(private readonly audit: AuditTrail) {}

  @OnEvent(PaymentCompleted, { name: 'payments.show-paid' })
  paid({ id, payload: { paymentId, userId, courseId } }: ReceivedEvent<PaymentCompleted>): Promise<void> {
    return this.audit.record({
      action: 'payment.paid',
      target: { type: 'payment', id: paymentId },
      subject: userId,
      after: { courseId },
      key: `event/${id}`,
    });
  }
}
