/** The same queries and the same transaction with the raw driver behind bare `node:http`: nothing but the work itself. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { MongoClient, ObjectId } from 'mongodb';
import {
  CARD,
  DETAILS,
  LESSON,
  PAGE,
  PUBLISHED,
  SECTION,
  toCard,
  toOutline,
  type CourseRow,
  type OutlineRow,
} from './catalogue.ts';

const client = await MongoClient.connect(process.env['MONGODB_URI'] ?? '', { maxPoolSize: 10 });
const db = client.db(process.env['MONGODB_DATABASE']);
const courses = db.collection<CourseRow>('courses');

/** Words for what courses refer to, which the application keeps in memory, too. */
const names = {
  categories: new Map(
    (await db.collection('categories').find().toArray()).map(({ _id, slug }) => [
      _id.toString(),
      String(slug),
    ]),
  ),
  people: new Map(
    (await db.collection('users').find().limit(50).toArray()).map(({ _id, username }) => [
      _id.toString(),
      String(username),
    ]),
  ),
};

async function catalogue(maxPrice: string | null) {
  const filter = {
    ...PUBLISHED,
    ...(maxPrice !== null && { 'price.amount': { $lte: Number(maxPrice) * 100 } }),
  };
  const found = await courses
    .find(filter, { projection: CARD })
    .sort({ publishedAt: -1, _id: -1 })
    .limit(PAGE + 1)
    .toArray();
  return {
    data: found.slice(0, PAGE).map((course) => toCard(course, names)),
    page: { limit: PAGE, nextCursor: null },
  };
}

const PAGE_FIELDS = { ...CARD, ...Object.fromEntries(DETAILS.map((path) => [path, 1])) };

async function bySlug(slug: string) {
  const course = await courses.findOne({ ...PUBLISHED, slug }, { projection: PAGE_FIELDS });
  if (!course) return undefined;
  const visible = { course: course._id, isActive: true, isDeleted: false };
  const part = (name: string, projection: object) =>
    db.collection<OutlineRow>(name).find(visible, { projection }).sort({ order: 1, _id: 1 }).toArray();
  const [sections, lessons] = await Promise.all([part('sections', SECTION), part('lessons', LESSON)]);
  return {
    ...toCard(course, names),
    ...Object.fromEntries(DETAILS.map((path) => [path, course[path]])),
    sections: toOutline(sections, lessons),
  };
}

async function enroll(userId: string, courseId: string) {
  const user = new ObjectId(userId);
  const course = new ObjectId(courseId);
  const now = new Date();
  // What has to be known first: who asks and may, what it costs, and whether they are in already.
  await Promise.all([
    db.collection('sessions').findOne({ userId: user }, { projection: { isActive: 1 } }),
    db.collection('users').findOne({ _id: user }, { projection: { status: 1, role: 1, emailVerifiedAt: 1 } }),
  ]);
  const [wanted, existing] = await Promise.all([
    courses.findOne(
      { _id: course, isDeleted: false },
      { projection: { price: 1, status: 1, prerequisites: 1 } },
    ),
    db.collection('enrollments').findOne({ user, course }, { projection: { status: 1 } }),
  ]);
  if (wanted?.price.amount !== 0 || existing) throw new Error('There is nothing to enroll in.');
  return client.withSession((session) =>
    session.withTransaction(async () => {
      const { insertedId } = await db.collection('enrollments').insertOne(
        {
          user,
          course,
          status: 'active',
          accessLevel: 'full',
          enrolledAt: now,
          activatedAt: now,
          history: [{ from: 'none', to: 'active', trigger: 'enroll', at: now, by: null, reason: null }],
          isDeleted: false,
          createdAt: now,
          updatedAt: now,
        },
        { session },
      );
      await db
        .collection('courses')
        .updateOne({ _id: course }, { $inc: { enrollmentCount: 1 } }, { session });
      await db.collection('outbox').insertOne(
        {
          type: 'EnrollmentActivated',
          payload: { enrollmentId: insertedId.toString(), userId, courseId },
          createdAt: now,
        },
        { session },
      );
      return { id: insertedId.toString(), status: 'active' };
    }),
  );
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST') {
    const { courseId } = JSON.parse(await text(request)) as { courseId: string };
    return enroll((request.headers.authorization ?? '').replace('Bearer ', ''), courseId);
  }
  const [, slug] = /^\/api\/v1\/courses\/(.+)$/.exec(url.pathname) ?? [];
  return slug ? bySlug(slug) : catalogue(url.searchParams.get('maxPrice'));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

createServer((request, response) => {
  answer(request).then(
    (body) => send(response, body === undefined ? 404 : 200, body ?? {}),
    (error: unknown) => send(response, 500, { error: String(error) }),
  );
}).listen(Number(process.env['PORT']), '127.0.0.1');
