import type { ErrorType } from '../../../common/errors/index.js';

export const PaymentErrors = {
  notFound: {
    code: 'payment-not-found',
    kind: 'not-found',
    title: 'Payment not found',
    detail: 'There is no such payment, or it is not yours.',
  },
  checkoutInProgress: {
    code: 'checkout-in-progress',
    kind: 'conflict',
    title: 'Checkout in progress',
    detail: 'This checkout is being prepared by another request. Repeat yours shortly to get its answer.',
  },
  beingPaid: {
    code: 'payment-processing',
    kind: 'conflict',
    title: 'Payment is being processed',
    detail: 'A payment for this course is being processed or checked. Wait for its outcome.',
  },
  notCash: {
    code: 'payment-not-cash',
    kind: 'conflict',
    title: 'Not a cash payment',
    detail: 'Only cash is confirmed by hand; the provider confirms other payments.',
  },
  accessImpossible: {
    code: 'access-impossible',
    kind: 'conflict',
    title: 'Access can not be given',
    detail: 'The course can not be given for this payment any more: do not take the money, or give it back.',
  },
  notRefundable: {
    code: 'payment-not-refundable',
    kind: 'conflict',
    title: 'Payment can not be refunded',
    detail: 'Only money that was paid, and not given back yet, can be refunded.',
  },
  refundTooLarge: {
    code: 'refund-too-large',
    kind: 'conflict',
    title: 'Refund too large',
    detail: 'This is more than what is left of the payment.',
  },
  notFlagged: {
    code: 'flag-not-found',
    kind: 'not-found',
    title: 'Flag not found',
    detail: 'This payment was never flagged so. Its `flags` are those that can be resolved.',
  },
  noReceipt: {
    code: 'no-receipt',
    kind: 'conflict',
    title: 'No receipt',
    detail: 'There is a receipt once the payment is completed.',
  },
  forgedSignature: {
    code: 'forged-signature',
    kind: 'unauthenticated',
    title: 'Signature not valid',
    detail: 'The signature does not fit the body, or is too old.',
  },
  providerUnavailable: {
    code: 'payment-provider-unavailable',
    kind: 'unavailable',
    title: 'Payment provider unavailable',
    detail: 'The payment provider does not answer right now. Nothing was paid; try again shortly.',
  },
  providerRefused: {
    code: 'payment-provider-refused',
    kind: 'unprocessable',
    title: 'Payment provider refused',
    detail: 'The payment provider does not accept this payment. Choose another method.',
  },
} as const satisfies Record<string, ErrorType>;
