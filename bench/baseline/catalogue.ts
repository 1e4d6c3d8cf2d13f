import type { ObjectId } from 'mongodb';

/** How many courses a page has. */
export const PAGE = 20;

export const PUBLISHED = { status: 'published', isPublic: true, isDeleted: false };

/** What a course in a list is made of. */
export const CARD = Object.fromEntries(
  [
    'title',
    'slug',
    'description',
    'category',
    'level',
    'language',
    'tags',
    'price',
    'originalAmount',
    'instructor',
    'thumbnail',
    'totalLessons',
    'totalDurationSeconds',
    'rating',
    'enrollmentCount',
    'publishedAt',
  ].map((path) => [path, 1]),
);

/** A course as the database gives it. */
export interface CourseRow {
  readonly _id: ObjectId;
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly category: ObjectId;
  readonly level: string;
  readonly language: string;
  readonly tags: readonly string[];
  readonly price: { readonly amount: number; readonly currency: string };
  readonly instructor: ObjectId;
  readonly thumbnail: string | null;
  readonly totalLessons: number;
  readonly totalDurationSeconds: number;
  readonly rating: { readonly average: number; readonly count: number };
  readonly enrollmentCount: number;
  readonly publishedAt: Date;
  /** What only the course's own page shows. */
  readonly [detail: string]: unknown;
}

interface Names {
  readonly categories: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

/** As the API shows it, so that all versions send the same. */
export const toCard = (course: CourseRow, { categories, people }: Names) => ({
  id: course._id.toString(),
  title: course.title,
  slug: course.slug,
  description: course.description,
  thumbnail: course.thumbnail,
  category: categories.get(course.category.toString()) ?? null,
  level: course.level,
  language: course.language,
  tags: course.tags,
  price: (course.price.amount / 100).toFixed(2),
  originalPrice: null,
  discountPercent: null,
  currency: course.price.currency,
  instructor: {
    id: course.instructor.toString(),
    name: people.get(course.instructor.toString()) ?? null,
  },
  rating: course.rating,
  enrollmentCount: course.enrollmentCount,
  totalLessons: course.totalLessons,
  totalDurationSeconds: course.totalDurationSeconds,
  publishedAt: course.publishedAt.toISOString(),
});

/** What the course's own page shows besides, as it is stored. */
export const DETAILS = [
  'fullDescription',
  'subcategory',
  'duration',
  'requirements',
  'whatYouWillLearn',
  'targetAudience',
  'skills',
  'prerequisites',
  'previewVideo',
  'image',
  'icon',
  'lessonCounts',
  'viewCount',
  'favoriteCount',
  'seo',
  'settings',
  'accessDays',
];

/** A section or a lesson as the database gives it. */
export interface OutlineRow {
  readonly _id: ObjectId;
  readonly section?: ObjectId;
  readonly [field: string]: unknown;
}

export const LESSON = { section: 1, title: 1, type: 1, durationSeconds: 1, isRequired: 1, isFree: 1 };
export const SECTION = { title: 1, description: 1 };

const toPart = ({ _id, section: _section, ...rest }: OutlineRow) => ({ id: _id.toString(), ...rest });

export const toOutline = (sections: readonly OutlineRow[], lessons: readonly OutlineRow[]) =>
  sections.map((section) => ({
    ...toPart(section),
    lessons: lessons.filter((lesson) => lesson.section?.equals(section._id)).map(toPart),
  }));
