import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import type { DeepPartial } from 'fishery';
import { Types, type Connection, type Model } from 'mongoose';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import type { Answer, ApiClient } from './api-client.js';
import { eventually } from './eventually.js';
import { startPaymentStandIns, type PaymentStandIns } from './payment-standins.js';
import { createUser, signIn } from './people.js';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.js';

/** A payment as the administration sees it. */
export interface PaymentAnswer {
  id: string;
  enrollmentId: string;
  status: string;
  amount: string;
  refundedAmount: string;
  refundable: string;
  flags: string[];
  openFlags: string[];
  risk: string | null;
  flagResolutions: { flag: string; note: string; by: string; at: string }[];
  receiptNumber: string | null;
  confirmedBy: string | null;
  error: { code: string } | null;
  refunds: { refundId: string; amount: string; status: string }[];
  provider: Record<string, string>;
}

export interface CheckoutAnswer {
  payment: PaymentAnswer;
  redirectUrl: string | null;
}

export interface Buyer {
  readonly userId: string;
  readonly api: ApiClient;
}

/** A running application with payment providers that are played, and somebody who administers it. */
export interface Shop {
  readonly test: TestApp;
  readonly providers: PaymentStandIns;
  /** Whoever administers; signed in again after {@link pass}. */
  readonly admin: ApiClient;
  readonly adminId: string;
  readonly database: Connection;
  addCourse(values?: DeepPartial<CourseDocument>): Promise<CourseDocument>;
  addBuyer(): Promise<Buyer>;
  checkout(
    buyer: Buyer,
    course: CourseDocument,
    method?: string,
    headers?: Record<string, string>,
  ): Promise<Answer<CheckoutAnswer>>;
  /** A payment that has just been begun, and the provider's name for its session. */
  begin(
    method?: string,
    by?: Buyer,
  ): Promise<{ buyer: Buyer; course: CourseDocument; payment: PaymentAnswer; session: string }>;
  /** Lets time go by. Tokens are short-lived, so the administrator signs in again. */
  pass(minutes: number): Promise<void>;
  /** Runs a scheduled job by hand, and waits for it. @returns what it counted */
  run(job: string): Promise<Record<string, number>>;
  payment(id: string): Promise<PaymentAnswer>;
  enrollmentStatus(enrollmentId: string): Promise<string | undefined>;
  /** Waits until a payment looks like this. */
  becomes(id: string, expected: Partial<PaymentAnswer>): Promise<PaymentAnswer>;
  /** How many events of a type were published about a payment. */
  published(type: string, paymentId: string): Promise<number>;
  close(): Promise<void>;
}

export async function openShop(options: TestAppOptions = { worker: true }): Promise<Shop> {
  const providers = await startPaymentStandIns();
  const settings = [...providers.settings, ...(options.settings ?? [])];
  const test = await startTestApp({ ...options, settings });
  // The database removes expired sessions by its own time.
  test.clock.set(new Date());
  providers.connect(test);
  const database = test.app.get<Connection>(getConnectionToken());
  const courses = test.app.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL));
  const administrator = await createUser(test, { role: 'admin', approval: { status: 'approved' } });
  let admin = await signIn(test, administrator);

  const shop: Shop = {
    test,
    providers,
    get admin() {
      return admin;
    },
    adminId: administrator._id.toString(),
    database,
    async addCourse(values = {}) {
      const course = courseFactory.build(values);
      await courses.collection.insertOne(course);
      return course;
    },
    async addBuyer() {
      const user = await createUser(test);
      return { userId: user._id.toString(), api: await signIn(test, user) };
    },
    checkout: ({ api }, course, method = 'stripe', headers = {}) =>
      api.post<CheckoutAnswer>(
        '/api/v1/payments/checkout',
        { courseId: course._id.toString(), method },
        headers,
      ),
    async begin(method = 'stripe', by?: Buyer) {
      const [buyer, course] = await Promise.all([by ?? shop.addBuyer(), shop.addCourse()]);
      const { status, body } = await shop.checkout(buyer, course, method);
      if (status !== 201) throw new Error(JSON.stringify(body));
      const { provider } = await shop.payment(body.payment.id);
      return { buyer, course, payment: body.payment, session: provider['sessionId'] ?? '' };
    },
    async pass(minutes) {
      test.clock.advance(minutes * 60_000);
      admin = await signIn(test, administrator);
    },
    async run(job) {
      // A job is run once for each instant.
      test.clock.advance(1);
      const { body } = await admin.post<{ runId: string }>(`/api/v1/job-runs/${job}`);
      return eventually(async () => {
        const { body: run } = await admin.get<{ status: string; counts: Record<string, number> }>(
          `/api/v1/job-runs/${body.runId}`,
        );
        if (run.status !== 'succeeded') throw new Error(JSON.stringify(run));
        return run.counts;
      });
    },
    async payment(id) {
      const { body } = await admin.get<{ data: PaymentAnswer[] }>('/api/v1/payments?limit=100');
      if (!body.data) throw new Error(JSON.stringify(body));
      return body.data.find((payment) => payment.id === id)!;
    },
    async enrollmentStatus(enrollmentId) {
      const found = await database
        .collection('enrollments')
        .findOne<{ status: string }>({ _id: new Types.ObjectId(enrollmentId) });
      return found?.status;
    },
    becomes: (id, expected) =>
      eventually(async () => {
        const payment = await shop.payment(id);
        for (const [key, value] of Object.entries(expected))
          if (JSON.stringify(payment[key as keyof PaymentAnswer]) !== JSON.stringify(value))
            throw new Error(`${key} is ${JSON.stringify(payment[key as keyof PaymentAnswer])}`);
        return payment;
      }),
    published: (type, paymentId) =>
      database.collection('outbox').countDocuments({ type, 'payload.paymentId': paymentId }),
    async close() {
      await test.close();
      await providers.close();
    },
  };
  return shop;
}
