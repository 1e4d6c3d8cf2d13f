import type { Call } from './call.js';
import type { Operation } from './document.js';
import {
  NEW_COURSE,
  NEW_LESSON,
  NEW_PHASE,
  NEWCOMER,
  NOWHERE,
  REASON,
  wayBack,
  withCode,
} from './samples.js';
import { successfulCall } from './successful-calls.js';
import type { World } from './world.js';

/** Codes of somebody who has no second factor, and of somebody who has another. */
const wrongCodes = ({ secondFactors: { none, on } }: World): Call[] => [
  withCode({ headers: none, code: '000000' }),
  withCode({ headers: on.headers, code: '00000-00000' }),
];

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
  authoringRemove: ({ payments }) => [{ path: { id: payments.paidFor } }],
  authoringRestore: ({ teaching }) => [{ path: { id: teaching.emptyDraft } }],
  bookmarksMark: ({ notebook: { resting } }) => [
    { path: { id: resting.id }, body: { lessonId: resting.lessonId } },
  ],
  bookmarksRemove: ({ notebook: { id } }) => [{ path: { id, bookmarkId: NOWHERE } }],
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
  downloadsDownload: ({ notebook: { id, materials } }) => [
    { path: { id, materialId: NOWHERE } },
    { path: { id, materialId: materials.toLookAt } },
  ],
  // Nothing is scheduled any more.
  erasureCancel: () => [{}],
  exportsDownload: ({ privacy }) => [
    { path: { id: privacy.exports.failed } },
    { path: { id: privacy.exports.expired } },
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
    { path: { id: teaching.only.lesson }, body: { isRequired: false } },
  ],
  lessonDeskRemove: ({ teaching }) => [{ path: { id: teaching.only.lesson } }],
  lessonStudyGive: ({ notebook: { id, lessons } }) => [
    { path: { id, lessonId: NOWHERE }, body: { rating: 5 } },
    { path: { id, lessonId: lessons[1] }, body: { rating: 5 } },
  ],
  lessonStudyRead: ({ notebook: { id } }) => [{ path: { id, lessonId: NOWHERE } }],
  lessonsRead: ({ teaching }) => [
    { path: { id: teaching.paidLesson } },
    { path: { id: teaching.paidLesson }, headers: { authorization: 'Bearer a.b.c' } },
  ],
  notesChange: ({ notebook: { id, resting } }) => [
    { path: { id, noteId: NOWHERE }, body: { content: 'x' } },
    { path: { id: resting.id, noteId: resting.noteId }, body: { content: 'x' } },
  ],
  notesRemove: ({ notebook: { id } }) => [{ path: { id, noteId: NOWHERE } }],
  notesWrite: ({ notebook: { resting } }) => [
    { path: { id: resting.id }, body: { lessonId: resting.lessonId, content: 'x' } },
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
  publicationUnarchive: ({ teaching }) => [
    { path: { id: teaching.full } },
    { path: { id: teaching.archived.empty } },
  ],
  reviewsChange: ({ opinions }) => [{ path: { id: opinions.own.hidden }, body: { rating: 3 } }],
  reviewsVote: ({ opinions }) => [{ path: { id: opinions.own.toChange } }],
  reviewsWithdraw: ({ opinions }) => [{ path: { id: opinions.own.hidden } }],
  sectionsAddLesson: ({ teaching }) => [
    { path: { id: teaching.sections[0] }, body: { ...NEW_LESSON, content: { quiz: { instructions: 'x' } } } },
    { path: { id: teaching.only.section }, body: { title: 'x', type: 'quiz' } },
  ],
  sectionsChange: ({ teaching }) => [{ path: { id: teaching.only.section }, body: { isActive: false } }],
  sectionsRemove: ({ teaching }) => [{ path: { id: teaching.only.section } }],
  sectionsOrderLessons: ({ teaching }) => [{ path: { id: teaching.sections[0] }, body: { ids: [NOWHERE] } }],
  secondFactorsReset: ({ adminId }) => [{ path: { id: adminId } }],
  twoFactorChallenge: ({ secondFactors: { otherChallenge } }) => [
    { body: { challenge: otherChallenge, code: '000000' } },
  ],
  twoFactorDisable: wrongCodes,
  twoFactorEnable: ({ secondFactors: { on, undecided } }) => [
    withCode(on),
    withCode({ headers: undecided, code: '00000-00000' }),
  ],
  twoFactorRenew: wrongCodes,
  twoFactorSetUp: ({ secondFactors: { on } }) => [{ headers: on.headers }],
  apiKeysIssue: ({ adminId }) => [
    { body: { serviceAccountId: adminId, name: 'x', scopes: ['analytics:read'] } },
  ],
  identitiesUnlink: ({ identity: { linked } }) => [
    { headers: linked.only, path: { provider: 'github' } },
    { headers: linked.only, path: { provider: 'elsewhere' } },
  ],
  authLogin: ({ adminEmail }) => [{ body: { email: adminEmail, password: 'Wrong-Horse-1' } }],
  authProveAgain: () => [{ body: { password: 'Wrong-Horse-1' } }, { body: { code: '000000' } }],
  changePasswordChange: () => [
    { body: { currentPassword: 'Wrong-Horse-1', newPassword: 'Another-Horse-2' } },
  ],
  emailCodeVerify: () => [{ body: { email: 'nobody@example.com', code: '000000' } }],
  authRefresh: () => [{ body: { refreshToken: 'nonsense' } }],
  githubCallback: ({ identity: { github } }) => [wayBack(github.taken), wayBack(github.nameless)],
  githubToken: ({ secondFactors: { signInCode } }) => [{ body: { code: signInCode } }],
  metricsRead: () => [{}],
  registrationCreate: ({ accounts }) => [
    { body: { ...NEWCOMER, email: 'another@example.com', username: accounts.untouched.username } },
  ],
  meUpdate: ({ accounts }) => [{ body: { username: accounts.untouched.username } }],
  paymentDeskConfirm: ({ payments }) => [{ path: { id: payments.byStripe } }],
  paymentDeskResolve: ({ payments }) => [
    { path: { id: payments.unpaid, flag: 'late-money' }, body: { note: 'Paid back.' } },
  ],
  paymentDeskRefund: ({ payments }) => [{ path: { id: payments.unpaid }, body: REASON }],
  paymentsCheckout: ({ payments }) => [
    { body: { courseId: payments.free, method: 'cash' } },
    { body: { courseId: 'f'.repeat(24), method: 'cash' } },
  ],
  paymentsRead: ({ payments }) => [{ path: { id: payments.damaged } }],
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
  usersArchive: ({ adminId }) => [{ path: { id: adminId } }],
  usersDeactivate: ({ adminId }) => [{ path: { id: adminId } }],
  usersRemove: ({ adminId }) => [{ path: { id: adminId } }],
  usersRestore: ({ adminId }) => [{ path: { id: adminId } }],
  usersUnarchive: ({ adminId }) => [{ path: { id: adminId } }],
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
  // There are several administrators in this world, and the one who asks has asked before.
  erasureSchedule: ['409'],
  erasureRead: ['404'],
  metricsRead: ['404'],
  githubCallback: ['400', '404'],
  githubStart: ['404'],
  // Whoever is signed in here has a password.
  changePasswordChange: ['409'],
  githubLink: ['404'],
  // Reviews need no words in this world.
  courseReviewsWrite: ['422'],
  reviewsChange: ['422'],
  // Both providers are set up in this world, and any form can be read.
  paymentsCheckout: ['422'],
  webhooksSslcommerz: ['400', '422'],
  webhooksStripe: ['422'],
  // Keys of idempotency that are used twice are tried where they are read.
  enrollmentsEnroll: ['422'],
  notesWrite: ['422'],
  paymentDeskRefund: ['422'],
};

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
