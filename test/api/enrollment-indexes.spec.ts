import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MongoCommands } from '../../src/infra/mongo/index.js';
import { EnrollmentRepository } from '../../src/modules/enrollments/persistence/enrollment.repository.js';
import {
  ENROLLMENT_MODEL,
  type EnrollmentDocument,
} from '../../src/modules/enrollments/persistence/enrollment.schema.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const COURSE = new Types.ObjectId('665f1c2ab7e4c0a1d2e3f402');
const LEARNERS = 2_000;

let test: TestApp;
let model: Model<EnrollmentDocument>;

beforeAll(async () => {
  test = await startTestApp();
  model = test.app.get(getModelToken(ENROLLMENT_MODEL));
  const learner = { course: COURSE, status: 'active', expiresAt: null, payment: null, isDeleted: false };
  await model.collection.insertMany(
    Array.from({ length: LEARNERS }, () => ({ ...learner, user: new Types.ObjectId() })),
  );
});
afterAll(() => test.close());

it('whether anybody has paid for a course is known without reading who never had to', async () => {
  const filters: object[] = [];
  test.app.get(MongoCommands).subscribe(({ collection, statement }) => {
    if (collection === 'enrollments') filters.push((statement as { filter: object }).filter);
  });
  const repository = test.app.get(EnrollmentRepository);
  expect(await repository.isPaidFor(COURSE.toString(), test.clock.now())).toBe(false);
  expect(filters).toHaveLength(1);
  const plan = JSON.stringify(await model.collection.find(filters[0]!).explain('queryPlanner'));
  expect(plan).toContain('"indexName":"course_1_payment.status_1"');
  expect(plan).not.toContain('COLLSCAN');
});
