import { PASSWORD } from '../support/people.js';
import type { Call } from './call.js';
import type { Operation } from './document.js';
import { BILLING } from './payments.js';
import { PROBE_JOB, ProbeQueue } from './probes.js';
import { NEW_COURSE, NEW_LESSON, NEW_PHASE, NEWCOMER, REASON, wayBack } from './samples.js';
import type { World } from './world.js';

export const METRICS_TOKEN = 'prometheus-prometheus';

/** Operations after which nobody goes on with the session that called them. */
export const ENDS_SESSIONS: ReadonlySet<string> = new Set(['authLogout', 'authLogoutAll']);

/** What operations need to succeed. Those that aren't named need nothing but somebody who may. */
const SUCCESSFUL: Readonly<Record<string, (world: World) => Call>> = {
  authLogin: ({ adminEmail }) => ({ body: { email: adminEmail, password: PASSWORD } }),
  authProveAgain: () => ({ body: { password: PASSWORD } }),
  authRefresh: ({ identity }) => ({ body: { refreshToken: identity.refreshToken } }),
  authoredCoursesReadOwn: ({ teaching }) => ({ path: { id: teaching.emptyDraft } }),
  authoredCoursesReview: ({ teaching }) => ({ path: { id: teaching.emptyDraft } }),
  analyticsReadCourse: ({ course }) => ({ path: { id: course._id.toString() } }),
  authoringChange: ({ teaching }) => ({ path: { id: teaching.drafts.toChange }, body: { price: '2.50' } }),
  authoringCreate: ({ teaching }) => ({ body: { ...NEW_COURSE, categoryId: teaching.category } }),
  authoringRemove: ({ teaching }) => ({ path: { id: teaching.drafts.toDelete } }),
  authoringRestore: ({ teaching }) => ({ path: { id: teaching.deleted } }),
  authoringSetMaterials: ({ teaching }) => ({
    path: { id: teaching.drafts.toChange },
    body: { data: [{ type: 'document', title: 'x', url: 'https://example.com/x.pdf' }] },
  }),
  bookmarksList: ({ notebook: { id } }) => ({ path: { id } }),
  bookmarksMark: ({ notebook: { id, lessons } }) => ({
    path: { id },
    body: { lessonId: lessons[0], positionSeconds: 42, label: 'Here' },
  }),
  bookmarksRemove: ({ notebook: { id, bookmark } }) => ({ path: { id, bookmarkId: bookmark } }),
  categoriesChange: ({ teaching }) => ({ path: { id: teaching.category }, body: { name: 'Renamed' } }),
  categoriesCreate: () => ({ body: { name: 'A category', description: 'x' } }),
  categoriesRemove: ({ teaching }) => ({ path: { id: teaching.emptyCategory } }),
  courseReviewsList: ({ opinions }) => ({ path: { id: opinions.reviewed } }),
  courseReviewsWrite: ({ opinions }) => ({ path: { id: opinions.toReview }, body: { rating: 5 } }),
  coursesList: () => ({ query: { facets: 'true', q: 'course' } }),
  certificatesRevoke: ({ learning }) => ({ path: { code: learning.codes.toRevoke }, body: REASON }),
  certificatesVerify: ({ learning }) => ({ path: { code: learning.codes.toVerify } }),
  coursesRead: ({ course }) => ({ path: { idOrSlug: course.slug } }),
  curriculumAddSection: ({ teaching }) => ({
    path: { id: teaching.drafts.toChange },
    body: { title: 'A section' },
  }),
  curriculumListSections: ({ teaching }) => ({ path: { id: teaching.drafts.toChange } }),
  curriculumOrderSections: ({ teaching }) => ({
    path: { id: teaching.drafts.toSubmit },
    body: { ids: [teaching.sectionToOrder] },
  }),
  curriculumRead: ({ teaching }) => ({ path: { id: teaching.drafts.toChange } }),
  curriculumReplace: ({ teaching }) => ({
    path: { id: teaching.emptyDraft },
    body: { version: 0, sections: [{ title: 'A section', lessons: [NEW_LESSON] }] },
  }),
  deadLettersDiscard: ({ deadLetters }) => ({ path: { queue: ProbeQueue.name, id: deadLetters[1]! } }),
  deadLettersReplay: ({ deadLetters }) => ({ path: { queue: ProbeQueue.name, id: deadLetters[2]! } }),
  downloadsDownload: ({ notebook: { id, materials } }) => ({ path: { id, materialId: materials.toKeep } }),
  favoritesAdd: ({ opinions }) => ({ path: { id: opinions.toReview } }),
  favoritesRemove: ({ opinions }) => ({ path: { id: opinions.reviewed } }),
  enrollmentsCancel: ({ learning }) => ({ path: { id: learning.pending }, body: {} }),
  enrollmentsDrop: ({ learning }) => ({ path: { id: learning.active.toDrop }, body: REASON }),
  enrollmentsEnroll: ({ learning }) => ({ body: { courseId: learning.open } }),
  enrollmentsPause: ({ learning }) => ({ path: { id: learning.active.toPause } }),
  enrollmentsRead: ({ learning }) => ({ path: { id: learning.completed.certified } }),
  enrollmentsResume: ({ learning }) => ({ path: { id: learning.paused } }),
  enrollmentsUpdate: ({ learning }) => ({
    path: { id: learning.active.toStudy },
    body: { accessLevel: 'limited' },
  }),
  githubCallback: ({ identity }) => wayBack(identity.github.welcome),
  githubToken: ({ identity }) => ({ body: { code: identity.signInCode } }),
  jobRunsRead: ({ runId }) => ({ path: { id: runId } }),
  jobRunsStart: () => ({ path: { job: PROBE_JOB } }),
  lessonDeskChange: ({ teaching }) => ({ path: { id: teaching.lessons[0] }, body: { isFree: true } }),
  lessonStudyGive: ({ notebook: { id, lessons } }) => ({
    path: { id, lessonId: lessons[0] },
    body: { rating: 5, difficultyRating: 3, comment: 'Clear' },
  }),
  lessonStudyRead: ({ notebook: { id, lessons } }) => ({ path: { id, lessonId: lessons[0] } }),
  lessonsListMaterials: ({ teaching }) => ({ path: { id: teaching.drafts.toChange } }),
  lessonsRead: ({ teaching }) => ({ path: { id: teaching.freeLesson } }),
  lessonDeskRemove: ({ teaching }) => ({ path: { id: teaching.lessons[1] } }),
  metricsRead: () => ({ headers: { authorization: `Bearer ${METRICS_TOKEN}` } }),
  notesChange: ({ notebook: { id, notes } }) => ({
    path: { id, noteId: notes.toChange },
    body: { content: 'Another' },
  }),
  notesList: ({ notebook: { id } }) => ({ path: { id } }),
  notesRemove: ({ notebook: { id, notes } }) => ({ path: { id, noteId: notes.toRemove } }),
  notesWrite: ({ notebook: { id, lessons } }) => ({
    path: { id },
    body: { lessonId: lessons[0], content: 'A note' },
  }),
  notificationsMarkRead: ({ notificationId }) => ({ path: { id: notificationId } }),
  meUpdate: () => ({ body: { profile: { bio: 'Hello' }, personal: { phone: '+44 131 496 0000' } } }),
  meChangePreferences: () => ({ body: { theme: 'dark', privacy: { showActivity: false } } }),
  ownCertificateIssue: ({ learning }) => ({ path: { id: learning.completed.toCertify } }),
  ownCertificateRead: ({ learning }) => ({ path: { id: learning.completed.certified } }),
  passwordResetComplete: ({ identity }) => ({
    body: { token: identity.resetToken, password: 'Another-Horse-2' },
  }),
  passwordResetRequest: ({ adminEmail }) => ({ body: { email: adminEmail } }),
  paymentDeskConfirm: ({ payments }) => ({ path: { id: payments.waiting } }),
  paymentDeskEvents: ({ payments }) => ({ path: { id: payments.taken } }),
  paymentDeskRefund: ({ payments }) => ({ path: { id: payments.taken }, body: REASON }),
  paymentsCheckout: ({ payments }) => ({
    body: { courseId: payments.forSale, method: 'cash', billing: BILLING },
  }),
  paymentsRead: ({ payments }) => ({ path: { id: payments.taken } }),
  receiptsRead: ({ payments }) => ({ path: { id: payments.byStripe } }),
  returnsFromSslcommerz: ({ payments }) => ({ query: { payment: payments.bySslcommerz } }),
  returnsFromStripe: ({ payments }) => ({ query: { payment: payments.byStripe } }),
  returnsPostedBySslcommerz: ({ payments }) => ({ query: { payment: payments.bySslcommerz } }),
  webhooksSslcommerz: ({ payments }) => payments.sslcommerzNotification,
  webhooksStripe: ({ payments }) => payments.stripeEvent,
  phasesChange: ({ teaching }) => ({ path: { id: teaching.phase }, body: { order: 2 } }),
  phasesCreate: () => ({ body: NEW_PHASE }),
  phasesRead: ({ teaching }) => ({ path: { id: teaching.phase } }),
  phasesRemove: ({ teaching }) => ({ path: { id: teaching.emptyPhase } }),
  publicationArchive: ({ teaching }) => ({ path: { id: teaching.published.toArchive } }),
  publicationPublish: ({ teaching }) => ({
    path: { id: teaching.underReview.toPublish },
    body: { version: 0 },
  }),
  publicationReject: ({ teaching }) => ({ path: { id: teaching.underReview.toReject }, body: REASON }),
  publicationSubmit: ({ teaching }) => ({ path: { id: teaching.drafts.toSubmit } }),
  publicationUnarchive: ({ teaching }) => ({ path: { id: teaching.archived.complete } }),
  reviewsChange: ({ opinions }) => ({ path: { id: opinions.own.toChange }, body: { rating: 3 } }),
  reviewsHide: ({ opinions }) => ({ path: { id: opinions.other }, body: REASON }),
  reviewsUnhide: ({ opinions }) => ({ path: { id: opinions.other } }),
  reviewsVote: ({ opinions }) => ({ path: { id: opinions.other } }),
  reviewsWithdraw: ({ opinions }) => ({ path: { id: opinions.own.toWithdraw } }),
  reviewsWithdrawVote: ({ opinions }) => ({ path: { id: opinions.other } }),
  rosterList: ({ learning }) => ({ path: { id: learning.taught } }),
  sectionsAddLesson: ({ teaching }) => ({ path: { id: teaching.sections[0] }, body: NEW_LESSON }),
  sectionsChange: ({ teaching }) => ({ path: { id: teaching.sections[0] }, body: { title: 'Renamed' } }),
  sectionsListLessons: ({ teaching }) => ({ path: { id: teaching.sections[0] } }),
  sectionsOrderLessons: ({ teaching }) => ({
    path: { id: teaching.sectionToOrder },
    body: { ids: [teaching.lessonToOrder] },
  }),
  sectionsRemove: ({ teaching }) => ({ path: { id: teaching.sections[1] } }),
  peopleAvatar: ({ accounts }) => ({ path: { id: accounts.untouched.id } }),
  peopleProfile: ({ accounts }) => ({ path: { username: accounts.untouched.username } }),
  registrationCreate: () => ({ body: { ...NEWCOMER, email: 'newcomer@example.com' } }),
  registrationResendVerification: ({ adminEmail }) => ({ body: { email: adminEmail } }),
  registrationVerifyEmail: ({ identity }) => ({ body: { token: identity.verificationToken } }),
  studyComplete: ({ learning }) => ({ path: { id: learning.active.toStudy, lessonId: learning.lessons[1] } }),
  studyList: ({ learning }) => ({ path: { id: learning.active.toStudy } }),
  studyReport: ({ learning }) => ({
    path: { id: learning.active.toStudy, lessonId: learning.lessons[0] },
    body: { positionSeconds: 10, segments: [[0, 10]] },
  }),
  usersActivate: ({ accounts }) => ({ path: { id: accounts.suspended } }),
  usersApprove: ({ accounts }) => ({ path: { id: accounts.waiting[0]! } }),
  usersRead: ({ accounts }) => ({ path: { id: accounts.untouched.id } }),
  usersReject: ({ accounts }) => ({ path: { id: accounts.waiting[1]! }, body: REASON }),
  usersSetRole: ({ accounts }) => ({ path: { id: accounts.promotable }, body: { role: 'moderator' } }),
  usersSuspend: ({ accounts }) => ({ path: { id: accounts.active }, body: REASON }),
  usersUpdate: ({ accounts }) => ({ path: { id: accounts.promotable }, body: { username: 'renamed' } }),
};

/** A call that the operation answers as it should. */
export const successfulCall = ({ operationId }: Operation, world: World): Call =>
  SUCCESSFUL[operationId]?.(world) ?? {};
