export { PaymentReports } from './application/payment-reports.js';
export { Receipts } from './application/receipts.js';
export { PaymentCompleted, PaymentFailed, PaymentFlagged, PaymentRefunded } from './domain/payment.events.js';
export { PaymentsModule } from './payments.module.js';
