import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { PaymentsConfig } from '../../src/config/index.js';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import {
  PAYMENT_MODEL,
  type PaymentDocument,
} from '../../src/modules/payments/persistence/payment.schema.js';
import { paymentFactory } from '../../src/modules/payments/testing/payment.factory.js';
import { signed } from '../../tools/standins/sslcommerz/signature.ts';
import { stripeSignature } from '../../tools/standins/stripe/signature.ts';
import { createUser, signIn } from '../support/people.js';
import type { Setting, TestApp } from '../support/test-app.js';
import type { Call } from './call.js';

const SECRET = 'whsec_contract';
const STORE = { id: 'contract', password: 'contract@ssl' };

/** Both providers are set up; nothing here asks them. */
export const PAYMENT_SETTINGS: Setting = [
  PaymentsConfig,
  {
    STRIPE_SECRET_KEY: 'sk_test_contract',
    STRIPE_WEBHOOK_SECRET: SECRET,
    SSLCOMMERZ_STORE_ID: STORE.id,
    SSLCOMMERZ_STORE_PASSWORD: STORE.password,
  },
];

/** Somebody who wants a bill. */
export const BILLING = {
  phone: '+880 1711 000000',
  address: { line1: 'House 12, Road 5', city: 'Dhaka', country: 'BD', postalCode: '1205' },
};

/** Payments in the states that operations ask for. */
export interface Payments {
  /** A course that nobody has bought yet, and one that costs nothing. */
  readonly forSale: string;
  readonly free: string;
  /** A course that somebody is paying for. */
  readonly paidFor: string;
  /** Cash that waits for an administrator, and cash that was taken. */
  readonly waiting: string;
  readonly taken: string;
  /** That nobody pays. */
  readonly unpaid: string;
  /** Whose address somebody has changed in the database. */
  readonly damaged: string;
  /** Flagged. */
  readonly flagged: string;
  /** Made at a provider. */
  readonly byStripe: string;
  readonly bySslcommerz: string;
  readonly stripeEvent: Call;
  readonly sslcommerzNotification: Call;
}

export async function createPayments(test: TestApp): Promise<Payments> {
  const courses = [
    ...courseFactory.buildList(3),
    courseFactory.build({ price: { amount: 0, currency: 'USD' } }),
  ];
  const [forSale, first, second, free] = courses.map(({ _id }) => _id.toString());
  await test.app.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL)).collection.insertMany(courses);
  const byStripe = paymentFactory.build();
  const bySslcommerz = paymentFactory.build({
    method: 'sslcommerz',
    provider: { paymentIntentId: undefined },
  });
  const unpaid = paymentFactory.build({
    status: 'pending',
    paidAt: null,
    refundable: 0,
    receiptNumber: undefined,
  });
  const { name, email } = byStripe.customer;
  const damaged = paymentFactory.build({
    provider: { paymentIntentId: undefined },
    receiptNumber: undefined,
    customer: { name, email, address: 'x' },
  });
  const flagged = paymentFactory.build({ flags: ['late-money'], openFlags: ['late-money'] });
  const payments = [byStripe, bySslcommerz, unpaid, damaged, flagged];
  await test.app
    .get<Model<PaymentDocument>>(getModelToken(PAYMENT_MODEL))
    .collection.insertMany(payments, { ignoreUndefined: true });
  const taken = await payCash(test, second!);
  const admin = await signIn(test, await createUser(test, { role: 'admin' }));
  await admin.post(`/api/v1/payments/${taken}/confirm`);
  return {
    forSale: forSale!,
    free: free!,
    paidFor: first!,
    waiting: await payCash(test, first!),
    taken,
    unpaid: unpaid._id.toString(),
    damaged: damaged._id.toString(),
    flagged: flagged._id.toString(),
    byStripe: byStripe._id.toString(),
    bySslcommerz: bySslcommerz._id.toString(),
    stripeEvent: stripeEvent(test.clock.now()),
    sslcommerzNotification: sslcommerzNotification(),
  };
}

async function payCash(test: TestApp, courseId: string): Promise<string> {
  const buyer = await signIn(test, await createUser(test));
  const { body } = await buyer.post<{ payment: { id: string } }>('/api/v1/payments/checkout', {
    courseId,
    method: 'cash',
    billing: BILLING,
  });
  return body.payment.id;
}

/** About something else than payments of ours. */
function stripeEvent(now: Date): Call {
  const time = Math.floor(now.getTime() / 1000);
  const event = {
    id: 'evt_contract',
    object: 'event',
    type: 'customer.created',
    created: time,
    data: { object: {} },
  };
  const body = JSON.stringify(event);
  return {
    body,
    headers: { 'content-type': 'application/json', 'stripe-signature': stripeSignature(body, SECRET, time) },
  };
}

function sslcommerzNotification(): Call {
  const fields = {
    tran_id: 'another-shop',
    status: 'FAILED',
    store_id: STORE.id,
    tran_date: '2026-03-02 16:00:00',
  };
  return {
    body: new URLSearchParams(signed(fields, STORE.password)).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}
