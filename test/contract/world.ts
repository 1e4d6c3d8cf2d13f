import { getModelToken } from '@nestjs/mongoose';
import { UnrecoverableError, Worker } from 'bullmq';
import { Types, type Model } from 'mongoose';
import { ROLES, type Role } from '../../src/common/access/index.js';
import { QueueConnection } from '../../src/infra/queue/queue-connection.js';
import { RedisService } from '../../src/infra/redis/index.js';
import { JobRuns } from '../../src/infra/schedule/index.js';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { Inbox } from '../../src/modules/notifications/application/inbox.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { createProgram, programOf } from '../support/service-accounts.js';
import type { TestApp } from '../support/test-app.js';
import { createAccounts, type Accounts } from './accounts.js';
import { createIdentity, type Identity } from './identity.js';
import { createOpinions, type Opinions } from './opinions.js';
import { createLearning, type Learning } from './learning.js';
import { createNotebook, type Notebook } from './notebook.js';
import { createPayments, type Payments } from './payments.js';
import { createPrivacy, type Privacy } from './privacy.js';
import { PROBE_JOB, ProbeQueue } from './probes.js';
import { createSecondFactors, type SecondFactors } from './second-factor.js';
import { createTeaching, type Teaching } from './teaching.js';

/** Something of each kind, so that every operation has something to answer with. */
export interface World {
  /** Somebody signed in for each role. */
  readonly as: Readonly<Record<Role, ApiClient>>;
  readonly adminEmail: string;
  readonly adminId: string;
  /** A second session of the administrator. */
  readonly otherSession: string;
  readonly accounts: Accounts;
  readonly identity: Identity;
  readonly learning: Learning;
  readonly notebook: Notebook;
  readonly opinions: Opinions;
  readonly payments: Payments;
  readonly secondFactors: SecondFactors;
  readonly apiKeys: Readonly<Record<'toChange' | 'toRevoke' | 'accountId', string>>;
  readonly privacy: Privacy;
  readonly teaching: Teaching;
  readonly course: CourseDocument;
  readonly runId: string;
  readonly deadLetters: readonly string[];
  /** In the administrator's inbox. */
  readonly notificationId: string;
}

export async function createWorld(test: TestApp): Promise<World> {
  const secondFactors = await createSecondFactors(test);
  const people = await Promise.all(ROLES.map((role) => createUser(test, { role })));
  const clients = await Promise.all(
    people.map((user) => (user.role === 'service' ? programOf(test) : signIn(test, user))),
  );
  const program = await createProgram(test, clients[ROLES.indexOf('admin')]!);
  const otherProgram = await createProgram(test, clients[ROLES.indexOf('admin')]!);
  const courses = courseFactory.buildList(3);
  await test.app.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL)).collection.insertMany(courses);
  return {
    as: Object.fromEntries(ROLES.map((role, index) => [role, clients[index]])) as Record<Role, ApiClient>,
    adminEmail: people[ROLES.indexOf('admin')]!.email,
    adminId: people[ROLES.indexOf('admin')]!._id.toString(),
    otherSession: await createSession(test, people[ROLES.indexOf('admin')]!),
    accounts: await createAccounts(test),
    identity: await createIdentity(test),
    learning: await createLearning(test, clients[ROLES.indexOf('admin')]!),
    notebook: await createNotebook(test, clients[ROLES.indexOf('admin')]!),
    opinions: await createOpinions(test, people[ROLES.indexOf('admin')]!._id.toString()),
    payments: await createPayments(test),
    secondFactors,
    apiKeys: { toChange: program.keyId, toRevoke: otherProgram.keyId, accountId: program.accountId },
    privacy: await createPrivacy(test, people[ROLES.indexOf('admin')]!._id.toString()),
    teaching: await createTeaching(test),
    course: courses[0]!,
    runId: await createRun(test),
    deadLetters: await createDeadLetters(test, 3),
    notificationId: await createNotification(test, people[ROLES.indexOf('admin')]!._id.toString()),
  };
}

async function createSession(test: TestApp, user: UserDocument): Promise<string> {
  const client = await signIn(test, user);
  const { body } = await client.get<{ data: { id: string; isCurrent: boolean }[] }>('/api/v1/auth/sessions');
  return body.data.find(({ isCurrent }) => isCurrent)!.id;
}

async function createRun({ app, clock }: TestApp): Promise<string> {
  const now = clock.now();
  const runs = app.get(JobRuns);
  const run = await runs.begin({
    job: PROBE_JOB,
    tick: now,
    trigger: 'manual',
    host: 'test',
    startedAt: now,
  });
  await runs.finish(run!, { status: 'succeeded', counts: { probed: 1 } }, now);
  return run!._id.toString();
}

async function createNotification({ app }: TestApp, userId: string): Promise<string> {
  const inbox = app.get(Inbox);
  await inbox.add({
    userId,
    category: 'service',
    type: 'course-to-review',
    title: 'A course waits for review',
    body: 'Somebody asks for the publication of a course.',
    data: {},
    dedupeKey: 'contract',
  });
  const { data } = await inbox.list(userId, { limit: 1 });
  return data[0]!.id;
}

const fail = () => Promise.reject(new UnrecoverableError('550 No such mailbox'));

/** Jobs that a worker has failed for good. @returns their ids */
async function createDeadLetters({ app }: TestApp, count: number): Promise<string[]> {
  const connection = app.get(QueueConnection);
  const redis = app.get(RedisService).connect({ maxRetriesPerRequest: null });
  const worker = new Worker(ProbeQueue.name, fail, { connection: redis, prefix: connection.prefix });
  const failed = new Promise<void>((resolve) => {
    let left = count;
    worker.on('failed', () => --left === 0 && resolve());
  });
  const jobs = Array.from({ length: count }, () => ({
    name: 'probe',
    data: { payload: {} },
    opts: { jobId: new Types.ObjectId().toString() },
  }));
  await connection.use(ProbeQueue.name, (queue) => queue.addBulk(jobs));
  await failed;
  await worker.close();
  redis.disconnect();
  return jobs.map(({ opts }) => opts.jobId);
}
