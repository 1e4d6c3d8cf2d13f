/** The same queries and the same transaction with the raw driver behind bare `node:http`: nothing but the work itself. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { MongoClient, ObjectId } from 'mongodb';
import { FIELDS, outline, PAGE, present, PUBLISHED, type CourseRow, type LessonRow } from './catalogue.ts';

const client = await MongoClient.connect(process.env['MONGODB_URI'] ?? '', { maxPoolSize: 10 });
const db = client.db(process.env['MONGODB_DATABASE']);
const courses = db.collection<CourseRow>('courses');
const lessons = db.collection<LessonRow>('lessons');

async function catalogue(maxPrice: string | null) {
  const filter = {
    ...PUBLISHED,
    isDeleted: false,
    ...(maxPrice !== null && { 'price.amount': { $lte: Number(maxPrice) * 100 } }),
  };
  const found = await courses
    .find(filter, { projection: FIELDS })
    .sort({ publishedAt: -1, _id: -1 })
    .limit(PAGE + 1)
    .toArray();
  return { data: found.slice(0, PAGE).map(present), page: { limit: PAGE, nextCursor: null } };
}

async function bySlug(slug: string) {
  const course = await courses.findOne({ ...PUBLISHED, isDeleted: false, slug });
  if (!course) return undefined;
  const tree = await lessons
    .find({ course: course._id, isActive: true, isDeleted: false }, { projection: { content: 0 } })
    .sort({ order: 1 })
    .toArray();
  return { ...present(course), fullDescription: course['fullDescription'], lessons: tree.map(outline) };
}

async function enroll(userId: string, courseId: string) {
  const user = new ObjectId(userId);
  const course = new ObjectId(courseId);
  const now = new Date();
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
