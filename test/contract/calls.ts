import type { ApiClient, Answer } from '../support/api-client.js';
import type { WayBack } from '../support/github.js';
import { PASSWORD } from '../support/people.js';
import type { Operation } from './document.js';
import { PROBE_JOB, ProbeQueue } from './probes.js';
import type { World } from './world.js';

export interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const METRICS_TOKEN = 'prometheus-prometheus';

/** Operations after which nobody goes on with the session that called them. */
export const ENDS_SESSIONS: ReadonlySet<string> = new Set(['authLogout', 'authLogoutAll']);

const NEWCOMER = { password: PASSWORD, firstName: 'New', lastName: 'Comer' };

const wayBack = ({ path, cookie }: WayBack): Call => ({
  query: Object.fromEntries(new URL(path, 'http://localhost').searchParams),
  headers: { cookie },
});

const NOWHERE = 'f'.repeat(24);

const NEW_COURSE = { title: 'A course', description: 'x', level: 'beginner', price: '1.00' };

const NEW_PHASE = { title: 'A phase', description: 'x', order: 1, difficulty: 'beginner' };

const NEW_LESSON = { title: 'A lesson', type: 'video' };

const REASON = { reason: 'Sold accounts to others' };

/** What operations need to succeed. Those that aren't named need nothing but somebody who may. */
const SUCCESSFUL: Readonly<Record<string, (world: World) => Call>> = {
  authLogin: ({ adminEmail }) => ({ body: { email: adminEmail, password: PASSWORD } }),
  authRefresh: ({ identity }) => ({ body: { refreshToken: identity.refreshToken } }),
  authoredCoursesReadOwn: ({ teaching }) => ({ path: { id: teaching.emptyDraft } }),
  authoredCoursesReview: ({ teaching }) => ({ path: { id: teaching.emptyDraft } }),
  authoringChange: ({ teaching }) => ({ path: { id: teaching.drafts.toChange }, body: { price: '2.50' } }),
  authoringCreate: ({ teaching }) => ({ body: { ...NEW_COURSE, categoryId: teaching.category } }),
  authoringRemove: ({ teaching }) => ({ path: { id: teaching.drafts.toDelete } }),
  authoringRestore: ({ teaching }) => ({ path: { id: teaching.deleted } }),
  authoringSetMaterials: ({ teaching }) => ({
    path: { id: teaching.drafts.toChange },
    body: { data: [{ type: 'document', title: 'x', url: 'https://example.com/x.pdf' }] },
  }),
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
  lessonsListMaterials: ({ teaching }) => ({ path: { id: teaching.drafts.toChange } }),
  lessonsRead: ({ teaching }) => ({ path: { id: teaching.freeLesson } }),
  lessonDeskRemove: ({ teaching }) => ({ path: { id: teaching.lessons[1] } }),
  metricsRead: () => ({ headers: { authorization: `Bearer ${METRICS_TOKEN}` } }),
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
  paymentDeskRefund: ({ payments }) => ({ path: { id: payments.taken }, body: REASON }),
  paymentsCheckout: ({ payments }) => ({ body: { courseId: payments.forSale, method: 'cash' } }),
  paymentsRead: ({ payments }) => ({ path: { id: payments.byStripe } }),
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
  publicationPublish: ({ teaching }) => ({ path: { id: teaching.underReview.toPublish } }),
  publicationReject: ({ teaching }) => ({ path: { id: teaching.underReview.toReject }, body: REASON }),
  publicationSubmit: ({ teaching }) => ({ path: { id: teaching.drafts.toSubmit } }),
  publicationUnarchive: ({ teaching }) => ({ path: { id: teaching.archived } }),
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

/** Calls that are refused for reasons of the operation's own. */
const REFUSED: Readonly<Record<string, (world: World) => Call[]>> = {
  authoringChange: ({ teaching }) => [
    { path: { id: teaching.drafts.toChange }, body: { slug: teaching.published.slug } },
    { path: { id: teaching.drafts.toChange }, body: { categoryId: NOWHERE } },
  ],
  authoringCreate: ({ teaching }) => [
    { body: { ...NEW_COURSE, categoryId: teaching.category, slug: teaching.published.slug } },
    { body: { ...NEW_COURSE, categoryId: NOWHERE } },
  ],
  authoringRestore: ({ teaching }) => [{ path: { id: teaching.emptyDraft } }],
  categoriesCreate: () => [{ body: { name: 'Programming', description: 'x' } }],
  categoriesRemove: ({ teaching }) => [
    { path: { id: teaching.category } },
    { path: { id: teaching.category }, query: { reassignTo: NOWHERE } },
  ],
  courseReviewsWrite: ({ opinions }) => [{ path: { id: opinions.reviewed }, body: { rating: 5 } }],
  coursesList: () => [{ query: { sort: 'relevance' } }],
  certificatesVerify: ({ learning }) => [
    { path: { code: learning.codes.toVerify }, headers: { accept: 'image/png' } },
  ],
  curriculumAddSection: ({ teaching }) => [{ path: { id: teaching.full }, body: { title: 'x' } }],
  curriculumOrderSections: ({ teaching }) => [
    { path: { id: teaching.drafts.toChange }, body: { ids: [NOWHERE] } },
  ],
  curriculumReplace: ({ teaching }) => [
    { path: { id: teaching.full }, body: { version: 99, sections: [] } },
    { path: { id: teaching.full }, body: { version: 0, sections: [{ id: NOWHERE, lessons: [] }] } },
  ],
  enrollmentsCancel: ({ learning }) => [{ path: { id: learning.completed.certified }, body: {} }],
  enrollmentsDrop: ({ learning }) => [{ path: { id: learning.completed.certified }, body: {} }],
  enrollmentsEnroll: ({ learning }) => [
    { body: { courseId: NOWHERE } },
    { body: { courseId: learning.taught } },
  ],
  enrollmentsPause: ({ learning }) => [{ path: { id: learning.completed.certified } }],
  enrollmentsResume: ({ learning }) => [{ path: { id: learning.completed.certified } }],
  lessonDeskChange: ({ teaching }) => [
    { path: { id: teaching.lessons[0] }, body: { content: { quiz: { instructions: 'x' } } } },
  ],
  lessonsRead: ({ teaching }) => [
    { path: { id: teaching.paidLesson } },
    { path: { id: teaching.paidLesson }, headers: { authorization: 'Bearer a.b.c' } },
  ],
  ownCertificateIssue: ({ learning }) => [{ path: { id: learning.active.toStudy } }],
  ownCertificateRead: ({ learning }) => [
    { path: { id: learning.completed.certified }, headers: { accept: 'image/png' } },
  ],
  phasesChange: ({ teaching }) => [{ path: { id: teaching.phase }, body: { prerequisites: [NOWHERE] } }],
  phasesCreate: ({ teaching }) => [
    { body: { ...NEW_PHASE, title: teaching.phaseTitle } },
    { body: { ...NEW_PHASE, prerequisites: [NOWHERE] } },
  ],
  phasesRemove: ({ teaching }) => [{ path: { id: teaching.phase } }],
  publicationArchive: ({ teaching }) => [{ path: { id: teaching.full } }],
  publicationPublish: ({ teaching }) => [
    { path: { id: teaching.full } },
    { path: { id: teaching.underReview.empty } },
  ],
  publicationReject: ({ teaching }) => [{ path: { id: teaching.full }, body: REASON }],
  publicationSubmit: ({ teaching }) => [
    { path: { id: teaching.full } },
    { path: { id: teaching.underReview.empty } },
  ],
  publicationUnarchive: ({ teaching }) => [{ path: { id: teaching.full } }],
  reviewsChange: ({ opinions }) => [{ path: { id: opinions.own.hidden }, body: { rating: 3 } }],
  reviewsVote: ({ opinions }) => [{ path: { id: opinions.own.toChange } }],
  reviewsWithdraw: ({ opinions }) => [{ path: { id: opinions.own.hidden } }],
  sectionsAddLesson: ({ teaching }) => [
    { path: { id: teaching.sections[0] }, body: { ...NEW_LESSON, content: { quiz: { instructions: 'x' } } } },
  ],
  sectionsOrderLessons: ({ teaching }) => [{ path: { id: teaching.sections[0] }, body: { ids: [NOWHERE] } }],
  authLogin: ({ adminEmail }) => [{ body: { email: adminEmail, password: 'Wrong-Horse-1' } }],
  authRefresh: () => [{ body: { refreshToken: 'nonsense' } }],
  githubCallback: ({ identity: { github } }) => [wayBack(github.taken), wayBack(github.nameless)],
  metricsRead: () => [{}],
  registrationCreate: ({ accounts }) => [
    { body: { ...NEWCOMER, email: 'another@example.com', username: accounts.untouched.username } },
  ],
  meUpdate: ({ accounts }) => [{ body: { username: accounts.untouched.username } }],
  paymentDeskConfirm: ({ payments }) => [{ path: { id: payments.byStripe } }],
  paymentDeskRefund: ({ payments }) => [{ path: { id: payments.unpaid }, body: REASON }],
  paymentsCheckout: ({ payments }) => [
    { body: { courseId: payments.free, method: 'cash' } },
    { body: { courseId: 'f'.repeat(24), method: 'cash' } },
  ],
  receiptsRead: ({ payments }) => [{ path: { id: payments.unpaid } }],
  returnsFromSslcommerz: ({ payments }) => [{ query: { payment: payments.byStripe } }],
  returnsFromStripe: ({ payments }) => [{ query: { payment: payments.bySslcommerz } }],
  returnsPostedBySslcommerz: ({ payments }) => [{ query: { payment: payments.byStripe } }],
  studyComplete: ({ learning }) => [
    { path: { id: learning.active.toStudy, lessonId: NOWHERE } },
    { path: { id: learning.active.toStudy, lessonId: learning.lessons[2] } },
  ],
  studyReport: ({ learning }) => [
    { path: { id: learning.active.toStudy, lessonId: NOWHERE }, body: { positionSeconds: 1 } },
    { path: { ...learning.resting }, body: { positionSeconds: 1 } },
  ],
  usersActivate: ({ adminId }) => [{ path: { id: adminId } }],
  usersApprove: ({ accounts }) => [{ path: { id: accounts.settled } }],
  usersReject: ({ accounts }) => [{ path: { id: accounts.settled }, body: REASON }],
  usersSetRole: ({ adminId }) => [{ path: { id: adminId }, body: { role: 'student' } }],
  usersSuspend: ({ accounts }) => [{ path: { id: accounts.settled }, body: REASON }],
  usersUpdate: ({ accounts }) => [
    { path: { id: accounts.settled }, body: { username: accounts.untouched.username } },
  ],
};

/**
 * Errors that can't happen in this world: /metrics hides itself in production when it has no token, GitHub is set up, and
 * takes what it likes into the address to which it sends people back.
 */
export const IMPOSSIBLE: Readonly<Record<string, string[]>> = {
  metricsRead: ['404'],
  githubCallback: ['400', '404'],
  githubStart: ['404'],
  // Reviews need no words in this world.
  courseReviewsWrite: ['422'],
  reviewsChange: ['422'],
  // Both providers are set up in this world, and any form can be read.
  paymentsCheckout: ['422'],
  webhooksSslcommerz: ['400', '422'],
  webhooksStripe: ['422'],
};

/** A call that the operation answers as it should. */
export const successfulCall = ({ operationId }: Operation, world: World): Call =>
  SUCCESSFUL[operationId]?.(world) ?? {};

/** More than the application reads. */
const TOO_LARGE = JSON.stringify({ filler: 'x'.repeat(1_000_000) });

/** Calls that the operation refuses, whatever it does: strange paths, queries and bodies, and strangers. */
export function refusedCalls(operation: Operation, world: World): Call[] {
  const sample = successfulCall(operation, world);
  const has = (place: 'path' | 'query') => operation.parameters.some((parameter) => parameter.in === place);
  return [
    ...(REFUSED[operation.operationId]?.(world) ?? []),
    ...(has('query') ? [{ ...sample, query: { unknown: '1' } }] : []),
    ...(has('path') ? [{ ...sample, path: nowhere(operation) }] : []),
    ...(has('path') ? [{ ...sample, path: { ...nowhere(operation), id: 'f'.repeat(24) } }] : []),
    ...(operation.requestBody
      ? [
          { ...sample, body: '{' },
          { ...sample, body: { unknown: true } },
          { ...sample, body: '<unknown/>', headers: { 'content-type': 'application/xml' } },
          { ...sample, body: TOO_LARGE },
        ]
      : []),
  ];
}

const nowhere = ({ parameters }: Operation) =>
  Object.fromEntries(parameters.map(({ name }) => [name, 'no-such-thing']));

/** Calls an operation. Path parameters that aren't given are those of the document's examples. */
export function call(
  client: ApiClient,
  operation: Operation,
  { path, query, body, headers }: Call,
): Promise<Answer> {
  const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const example = operation.parameters.find((parameter) => parameter.name === name)?.schema.example;
    return encodeURIComponent(path?.[name] ?? String(example));
  });
  const search = query ? `?${new URLSearchParams(query).toString()}` : '';
  return client.send(operation.method, url + search, { body, headers });
}
