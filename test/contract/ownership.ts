import { Permission, type Role } from '../../src/common/access/index.js';
import type { Call } from './call.js';
import type { Operation } from './document.js';
import type { World } from './world.js';

/** Whose are the objects that an operation names in its path? */
export type Ownership =
  /** One person's. Somebody else of that role, who may use the operation, doesn't learn that there is one. */
  | { readonly kind: 'private'; readonly stranger: Role }
  /** Everybody's, as long as they are shown; these aren't. */
  | { readonly kind: 'shown'; readonly hidden: readonly ((world: World) => Call)[] }
  /** Everybody's, whatever state they are in. */
  | { readonly kind: 'open'; readonly because: string };

/** Who has one of these works on the objects of everybody. */
const OVER_ALL: ReadonlySet<Permission> = new Set([
  Permission.ReviewCourses,
  Permission.Moderate,
  Permission.ManageCatalogue,
  Permission.ManageUsers,
  Permission.ManageApiKeys,
  Permission.ManageEnrollments,
  Permission.ManagePayments,
  Permission.ReadAnalytics,
  Permission.Operations,
]);

const learners: Ownership = { kind: 'private', stranger: 'student' };
const teachers: Ownership = { kind: 'private', stranger: 'instructor' };
const shown = (...hidden: ((world: World) => Call)[]): Ownership => ({ kind: 'shown', hidden });
const open = (because: string): Ownership => ({ kind: 'open', because });

const unpublished = (body?: unknown) => [
  ({ teaching }: World): Call => ({ path: { id: teaching.drafts.toChange }, body }),
  ({ teaching }: World): Call => ({ path: { id: teaching.underReview.toPublish }, body }),
];

/** Every operation that names an object and isn't for those who work on all of them. */
const OWNERSHIP: Readonly<Record<string, Ownership>> = {
  analyticsReadCourse: teachers,
  authoredCoursesReadOwn: teachers,
  authoringChange: teachers,
  authoringRemove: teachers,
  authoringRestore: teachers,
  authoringSetMaterials: teachers,
  bookmarksList: learners,
  bookmarksMark: learners,
  bookmarksRemove: learners,
  certificatesVerify: open('whoever holds a code may check it'),
  courseReviewsList: shown(...unpublished()),
  courseReviewsWrite: shown(...unpublished({ rating: 5 })),
  coursesRead: shown(
    ({ teaching }) => ({ path: { idOrSlug: teaching.drafts.toChange } }),
    ({ teaching }) => ({ path: { idOrSlug: teaching.underReview.toPublish } }),
  ),
  curriculumAddSection: teachers,
  curriculumListSections: teachers,
  curriculumOrderSections: teachers,
  curriculumRead: teachers,
  curriculumReplace: teachers,
  downloadsDownload: learners,
  enrollmentsCancel: learners,
  enrollmentsDrop: learners,
  enrollmentsPause: learners,
  enrollmentsRead: learners,
  enrollmentsResume: learners,
  exportsDownload: learners,
  exportsRead: learners,
  favoritesAdd: shown(...unpublished()),
  favoritesRemove: open('whether one keeps a course oneself is nobody else’s matter'),
  identitiesUnlink: open('there is one’s own link of a provider, or none'),
  lessonDeskChange: teachers,
  lessonDeskRemove: teachers,
  lessonStudyGive: learners,
  lessonStudyRead: learners,
  lessonsListMaterials: teachers,
  lessonsRead: shown(({ teaching }) => ({ path: { id: teaching.lessons[0] } })),
  notesChange: learners,
  notesList: learners,
  notesRemove: learners,
  notesWrite: learners,
  notificationsMarkRead: learners,
  sessionsEnd: learners,
  ownCertificateIssue: learners,
  ownCertificateRead: learners,
  paymentsRead: learners,
  peopleAvatar: open('a picture of initials that tells no more than the public name'),
  peopleProfile: shown(({ accounts }) => ({ path: { username: accounts.secretive.username } })),
  phasesRead: open('phases are for everybody'),
  publicationArchive: teachers,
  publicationSubmit: teachers,
  publicationUnarchive: teachers,
  receiptsRead: learners,
  reviewsChange: learners,
  reviewsVote: shown(({ opinions }) => ({ path: { id: opinions.own.hidden } })),
  reviewsWithdraw: learners,
  reviewsWithdrawVote: open('one’s own vote, whatever became of the review'),
  rosterList: teachers,
  sectionsAddLesson: teachers,
  sectionsChange: teachers,
  sectionsListLessons: teachers,
  sectionsOrderLessons: teachers,
  sectionsRemove: teachers,
  studyComplete: learners,
  studyList: learners,
  studyReport: learners,
};

/** The operations that have to say whose their objects are. */
export const namesObjects = ({ parameters, 'x-permissions': permissions }: Operation): boolean =>
  parameters.some((parameter) => parameter.in === 'path') &&
  !permissions.some((permission) => OVER_ALL.has(permission));

export const ownershipOf = ({ operationId }: Operation): Ownership | undefined => OWNERSHIP[operationId];
export const OWNED: readonly string[] = Object.keys(OWNERSHIP);
