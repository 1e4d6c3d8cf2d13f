import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/index.js';
import { CoursesModule } from '../courses/index.js';
import { EnrollmentsModule } from '../enrollments/index.js';
import { UsersModule } from '../users/index.js';
import { OwnPaymentsController } from './api/own-payments.controller.js';
import { PaymentDeskController } from './api/payment-desk.controller.js';
import { PaymentsController } from './api/payments.controller.js';
import { ReceiptsController } from './api/receipts.controller.js';
import { ReturnsController } from './api/returns.controller.js';
import { WebhooksController } from './api/webhooks.controller.js';
import { ApplyProvenRefunds } from './application/apply-proven-refunds.js';
import { AskProvider } from './application/ask-provider.js';
import { BillingVault } from './application/billing-vault.js';
import { CatchUp } from './application/catch-up.js';
import { CheckoutAddresses } from './application/checkout-addresses.js';
import { ConfirmCash } from './application/confirm-cash.js';
import { FinishCheckout } from './application/finish-checkout.js';
import { FlagPayment } from './application/flag-payment.js';
import { Fulfil } from './application/fulfil.js';
import { GrantAccess } from './application/grant-access.js';
import { OpenCheckout } from './application/open-checkout.js';
import { PaymentReports } from './application/payment-reports.js';
import { PaymentPersonalData } from './application/payment-personal-data.js';
import { PaymentRetention } from './application/payment-retention.js';
import { ProcessEvent } from './application/process-event.js';
import { PromiseRefund } from './application/promise-refund.js';
import { ReadPaymentEvents } from './application/read-payment-events.js';
import { ReadPayments } from './application/read-payments.js';
import { ReadReceipt } from './application/read-receipt.js';
import { Receipts } from './application/receipts.js';
import { ReceiveEvent } from './application/receive-event.js';
import { RecordResolution } from './application/record-resolution.js';
import { ReconcilePayments } from './application/reconcile-payments.js';
import { ReleaseCheckouts } from './application/release-checkouts.js';
import { RequestRefund } from './application/request-refund.js';
import { ResolveFlag } from './application/resolve-flag.js';
import { ReturnHeld } from './application/return-held.js';
import { SendRefund } from './application/send-refund.js';
import { SettleRefund } from './application/settle-refund.js';
import { StartCheckout } from './application/start-checkout.js';
import { WithdrawCheckout } from './application/withdraw-checkout.js';
import { PaymentActivityHandler } from './jobs/activity.handler.js';
import { PaymentHandlers } from './jobs/payment.handlers.js';
import { PaymentSchedules } from './jobs/payment.schedules.js';
import { CheckoutRepository } from './persistence/checkout.repository.js';
import { PaymentEventRepository } from './persistence/payment-event.repository.js';
import { PAYMENT_EVENT_MODEL, paymentEventSchema } from './persistence/payment-event.schema.js';
import { PaymentListRepository } from './persistence/payment-list.repository.js';
import { PaymentPersonalDataRepository } from './persistence/payment-personal-data.repository.js';
import { PaymentReportRepository } from './persistence/payment-report.repository.js';
import { PaymentRepository } from './persistence/payment.repository.js';
import { PAYMENT_MODEL, paymentSchema } from './persistence/payment.schema.js';
import { RefundRepository } from './persistence/refund.repository.js';
import { PaymentProvidersModule } from './providers/index.js';

const REPOSITORIES = [
  CheckoutRepository,
  PaymentEventRepository,
  PaymentListRepository,
  PaymentPersonalDataRepository,
  PaymentReportRepository,
  PaymentRepository,
  RefundRepository,
];

const USE_CASES = [
  ApplyProvenRefunds,
  AskProvider,
  BillingVault,
  CatchUp,
  CheckoutAddresses,
  ConfirmCash,
  FinishCheckout,
  FlagPayment,
  Fulfil,
  GrantAccess,
  OpenCheckout,
  PaymentReports,
  ProcessEvent,
  PromiseRefund,
  ReadPaymentEvents,
  ReadPayments,
  ReadReceipt,
  Receipts,
  ReceiveEvent,
  RecordResolution,
  ReconcilePayments,
  ReleaseCheckouts,
  RequestRefund,
  ResolveFlag,
  ReturnHeld,
  SendRefund,
  SettleRefund,
  StartCheckout,
  WithdrawCheckout,
];

@Module({
  imports: [
    AuditModule,
    CoursesModule,
    EnrollmentsModule,
    UsersModule,
    PaymentProvidersModule,
    MongooseModule.forFeature([
      { name: PAYMENT_MODEL, schema: paymentSchema },
      { name: PAYMENT_EVENT_MODEL, schema: paymentEventSchema },
    ]),
  ],
  // `payments/return/...` before `payments/:id/...`, which would match it too.
  controllers: [
    WebhooksController,
    ReturnsController,
    PaymentsController,
    ReceiptsController,
    PaymentDeskController,
    OwnPaymentsController,
  ],
  providers: [
    ...REPOSITORIES,
    ...USE_CASES,
    PaymentHandlers,
    PaymentActivityHandler,
    PaymentSchedules,
    PaymentPersonalData,
    PaymentRetention,
  ],
  exports: [PaymentReports, Receipts],
})
export class PaymentsModule {}
