import { ObjectId } from 'mongodb';

/** Documents as the application would have written them, a little different from each other and the same in every run. */

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const LEVELS = ['beginner', 'intermediate', 'advanced', 'expert'];
const LANGUAGES = ['en', 'en', 'en', 'es', 'bn'];
const TAGS = ['javascript', 'web', 'data', 'cloud', 'design', 'testing', 'security', 'mobile'];
const LESSONS = 8;
const LESSON_SECONDS = 600;

const LESSON_COUNTS = { video: LESSONS, document: 0, quiz: 0, assignment: 0, lab: 0, game: 0, code: 0 };

const pick = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;
const at = (index: number) => new Date(START + index * MINUTE);

export const learner = (index: number) => ({
  _id: new ObjectId(),
  email: `learner${index}@bench.example`,
  username: `learner_${index}`,
  passwordHash: null as string | null,
  role: 'student',
  status: 'active',
  approval: { status: 'not_required' },
  emailVerifiedAt: at(index),
  profile: { firstName: 'Lea', lastName: `Learner ${index}`, displayName: null },
  isDeleted: false,
  createdAt: at(index),
  updatedAt: at(index),
});

export const course = (
  index: number,
  { categoryId, instructorId }: Record<'categoryId' | 'instructorId', ObjectId>,
) => ({
  _id: new ObjectId(),
  title: `Course ${index}: ${pick(TAGS, index)} from the ground up`,
  slug: `course-${index}`,
  description: `What everybody should know about ${pick(TAGS, index)}, in ${LESSONS} lessons with exercises.`,
  fullDescription: 'A longer text about this course. '.repeat(20),
  category: categoryId,
  subcategory: null,
  phase: null,
  order: null,
  level: pick(LEVELS, index),
  language: pick(LANGUAGES, index),
  tags: [pick(TAGS, index), pick(TAGS, index + 3)],
  // Every fourth course is free.
  price: { amount: index % 4 === 0 ? 0 : 1999 + (index % 50) * 100, currency: 'USD' },
  originalAmount: null,
  duration: { weeks: 4, hours: 12, description: '' },
  requirements: ['Curiosity'],
  whatYouWillLearn: ['The basics', 'The rest'],
  targetAudience: ['Everybody'],
  skills: [],
  prerequisites: [],
  graphVersion: 0,
  instructor: instructorId,
  thumbnail: null,
  previewVideo: null,
  image: null,
  icon: null,
  materials: [],
  status: 'published',
  isPublic: true,
  isFeatured: false,
  submittedAt: null,
  publishedAt: at(index),
  rejection: null,
  totalLessons: LESSONS,
  totalDurationSeconds: LESSONS * LESSON_SECONDS,
  lessonCounts: LESSON_COUNTS,
  curriculumVersion: 1,
  version: 1,
  submittedVersion: 1,
  enrollmentCount: 0,
  viewCount: 0,
  favoriteCount: 0,
  rating: { average: 3 + (index % 20) / 10, count: index % 90 },
  seo: { metaTitle: '', metaDescription: '', keywords: [] },
  settings: { allowDownload: false, requireSequentialCompletion: false, certificateEligible: true },
  capacity: null,
  seatsTaken: 0,
  accessDays: null,
  isDeleted: false,
  createdAt: at(index),
  updatedAt: at(index),
});

export function curriculum(courseId: ObjectId) {
  const section = {
    _id: new ObjectId(),
    course: courseId,
    title: 'Everything',
    description: '',
    order: 1,
    isActive: true,
    isDeleted: false,
    createdAt: at(0),
    updatedAt: at(0),
  };
  const lessons = Array.from({ length: LESSONS }, (_, index) => ({
    _id: new ObjectId(),
    course: courseId,
    section: section._id,
    title: `Lesson ${index + 1}`,
    description: '',
    type: 'video',
    order: index + 1,
    durationSeconds: LESSON_SECONDS,
    content: {
      video: { url: 'https://videos.example.com/1.mp4', videoId: null, thumbnailUrl: null, captions: [] },
    },
    materials: [],
    isRequired: true,
    isActive: true,
    isFree: index === 0,
    completionCriteria: { type: 'time_based', requiredPercentage: 90, requiredInteractions: 0 },
    settings: { allowSkip: false, allowDownload: false, allowSpeedControl: true },
    tags: [],
    difficulty: 'beginner',
    metadata: { fileSizeBytes: null, resolution: null, language: null, lastUpdated: null },
    isDeleted: false,
    createdAt: at(0),
    updatedAt: at(0),
  }));
  return { section, lessons };
}

export const enrollment = (index: number, userId: ObjectId, courseId: ObjectId) => ({
  _id: new ObjectId(),
  user: userId,
  course: courseId,
  status: index % 3 === 0 ? 'completed' : 'active',
  accessLevel: 'full',
  enrolledAt: at(index),
  activatedAt: at(index),
  startedAt: at(index),
  completedAt: index % 3 === 0 ? at(index) : null,
  expiresAt: null,
  progress: {
    percentage: index % 3 === 0 ? 100 : 50,
    completedLessons: index % 3 === 0 ? LESSONS : LESSONS / 2,
    totalLessons: LESSONS,
    totalTimeSeconds: 3600,
    lastAccessedAt: at(index),
    currentLesson: null,
    creditedUntil: null,
  },
  currentPayment: null,
  payment: null,
  certificate: null,
  history: [{ from: 'none', to: 'active', trigger: 'enroll', at: at(index), by: null, reason: null }],
  isDeleted: false,
  createdAt: at(index),
  updatedAt: at(index),
});
