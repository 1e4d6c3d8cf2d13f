import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** What courses have beyond the first ones: the values that a course without them means. */
const COURSE_DEFAULTS: Readonly<Record<string, unknown>> = {
  fullDescription: '',
  subcategory: null,
  phase: null,
  order: null,
  originalAmount: null,
  duration: { weeks: null, hours: null, description: '' },
  requirements: [],
  whatYouWillLearn: [],
  targetAudience: [],
  skills: [],
  prerequisites: [],
  graphVersion: 0,
  thumbnail: null,
  previewVideo: null,
  image: null,
  icon: null,
  materials: [],
  isFeatured: false,
  submittedAt: null,
  rejection: null,
  totalLessons: 0,
  totalDurationSeconds: 0,
  lessonCounts: { video: 0, document: 0, quiz: 0, assignment: 0, lab: 0, game: 0, code: 0 },
  curriculumVersion: 0,
  enrollmentCount: 0,
  viewCount: 0,
  favoriteCount: 0,
  rating: { average: 0, count: 0 },
  seo: { metaTitle: '', metaDescription: '', keywords: [] },
  settings: { allowDownload: false, requireSequentialCompletion: false, certificateEligible: true },
  capacity: null,
  seatsTaken: 0,
  accessDays: null,
};

const COURSE_INDEXES = [
  { key: { instructor: 1, createdAt: -1, _id: -1 }, name: 'instructor_1_createdAt_-1__id_-1' },
  { key: { status: 1, submittedAt: 1, _id: 1 }, name: 'status_1_submittedAt_1__id_1' },
  { key: { phase: 1, order: 1 }, name: 'phase_1_order_1' },
] as const;

/** Sections, lessons and phases, and what courses need for them. */
export async function up({ db }: MigrationContext): Promise<void> {
  for (const [path, value] of Object.entries(COURSE_DEFAULTS))
    await db.collection('courses').updateMany({ [path]: { $exists: false } }, { $set: { [path]: value } });
  await db.collection('courses').createIndexes(COURSE_INDEXES.map((index) => ({ ...index })));
  await db
    .collection('sections')
    .createIndexes([{ key: { course: 1, order: 1 } }, { key: { deleteBatchId: 1 }, sparse: true }]);
  await db
    .collection('lessons')
    .createIndexes([
      { key: { course: 1, order: 1 } },
      { key: { section: 1, order: 1 } },
      { key: { deleteBatchId: 1 }, sparse: true },
    ]);
  await db
    .collection('phases')
    .createIndexes([{ key: { slug: 1 }, unique: true }, { key: { isActive: 1, order: 1 } }]);
}

/** The values that courses were given stay: nothing reads them. */
export async function down({ db }: MigrationContext): Promise<void> {
  for (const collection of ['phases', 'lessons', 'sections']) await db.collection(collection).drop();
  const courses = db.collection('courses');
  for (const { name } of COURSE_INDEXES) if (await courses.indexExists(name)) await courses.dropIndex(name);
}
