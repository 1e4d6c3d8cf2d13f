export { PaymentsModule } from './payments.module.js';
export { PaymentCompleted, PaymentFailed, PaymentFlagged, PaymentRefunded } from './domain/payment.events.js';
