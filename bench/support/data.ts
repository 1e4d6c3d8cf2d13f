import type { Collection, Db, Document, ObjectId, WithId } from 'mongodb';
import { course, curriculum, enrollment, learner } from './documents.ts';

export const COURSES = 5_000;
const LEARNERS = 20_000;
const BATCH = 1_000;

export interface BenchData {
  readonly courses: readonly { readonly _id: ObjectId; readonly slug: string; readonly free: boolean }[];
  readonly learners: readonly { readonly _id: ObjectId; readonly email: string }[];
}

/** People and courses; the first learners can sign in with the password whose hash is given. */
export async function insertCatalogue(
  db: Db,
  { passwordHash, signIns }: { passwordHash: string; signIns: number },
): Promise<BenchData> {
  const categories = await db.collection<WithId<Document>>('categories').find({ kind: 'course' }).toArray();
  const learners = Array.from({ length: LEARNERS }, (_, index) => learner(index));
  for (const person of learners.slice(0, signIns)) person.passwordHash = passwordHash;
  await insert(db.collection('users'), learners);
  const courses = Array.from({ length: COURSES }, (_, index) =>
    course(index, {
      categoryId: categories[index % categories.length]!._id,
      instructorId: learners[index % 50]!._id,
    }),
  );
  await insert(db.collection('courses'), courses);
  const trees = courses.map(({ _id }) => curriculum(_id));
  await insert(
    db.collection('sections'),
    trees.map(({ section }) => section),
  );
  await insert(
    db.collection('lessons'),
    trees.flatMap(({ lessons }) => lessons),
  );
  return {
    courses: courses.map(({ _id, slug, price }) => ({ _id, slug, free: price.amount === 0 })),
    learners,
  };
}

/**
 * Adds enrollments number `from` to `to`, spread over all learners and courses. The first learner and the first course
 * get the same number whatever there is of others, so that what they read costs the same by rights.
 */
export async function insertEnrollments(
  db: Db,
  { courses, learners }: BenchData,
  from: number,
  to: number,
): Promise<void> {
  const documents = Array.from({ length: to - from }, (_, offset) => {
    const index = from + offset;
    // A learner's courses differ from each other; learner 0 and course 0 are left to `insertSample`.
    const person = learners[1 + (index % (learners.length - 1))]!;
    const round = Math.floor(index / (learners.length - 1));
    const taken = courses[1 + ((index + round * 997) % (courses.length - 1))]!;
    return enrollment(index, person._id, taken._id);
  });
  await insert(db.collection('enrollments'), documents);
}

async function insert(collection: Collection, documents: Document[]): Promise<void> {
  for (let index = 0; index < documents.length; index += BATCH)
    await collection.insertMany(documents.slice(index, index + BATCH), { ordered: false });
}

/** Enrollments of the first learner in twenty courses, and of fifty others in the first course. */
export async function insertSample(db: Db, { courses, learners }: BenchData): Promise<void> {
  await insert(db.collection('enrollments'), [
    ...courses.slice(1, 21).map(({ _id }, index) => enrollment(index, learners[0]!._id, _id)),
    ...learners.slice(1, 51).map(({ _id }, index) => enrollment(index, _id, courses[0]!._id)),
  ]);
}
