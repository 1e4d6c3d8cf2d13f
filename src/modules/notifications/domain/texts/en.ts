import type { StudiedCourse, Suspicion } from '../facts.js';
import type { Language } from './language.js';

const line = ({ title, percentage }: StudiedCourse) => `${title}: ${percentage} % done`;
const done = (lessons: number) =>
  ['Last week you went on learning', 'Last week you completed one lesson'][lessons] ??
  `Last week you completed ${lessons} lessons`;
const openCourse = (url: string) => ({ label: 'Open the course', url });
const openPayment = (url: string) => ({ label: 'Open the payment', url });
const nameOf = (course: string) => course || 'a course that is gone';
/** `2026-01-29T09:30:00.000Z` is "2026-01-29 at 09:30 UTC". */
const minuteOf = (instant: string) => `${instant.slice(0, 10)} at ${instant.slice(11, 16)} UTC`;
/** As people write it, where that isn't as the routes do. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = { github: 'GitHub' };
const providerName = (provider: string) => PROVIDER_NAMES[provider] ?? provider;
const because = (reason: string) => (reason ? ` The reason given: ${reason}` : '');
const closed = () => ({
  title: 'Your account is closed for now',
  body: 'An administrator has closed your account; you can not sign in. What you have learned and paid for is kept.',
});
const openAgain = () => ({
  title: 'Your account is open again',
  body: 'An administrator has opened your account again. Welcome back.',
});

/** What happened, and what to do about it. */
const SUSPICIONS: Readonly<Record<Suspicion, readonly [title: string, body: string]>> = {
  'replayed-token': [
    'Somebody may have had access to your account',
    'A session of yours was ended, because a token of it was used again that had been replaced long before: it may have been copied from one of your devices. Set a new password, which ends all sessions, and look through your devices for what you do not know.',
  ],
  'many-failures': [
    'Somebody tries to get into your account',
    'There were many attempts to sign in to your account with a wrong password or code. None of them succeeded. If it was not you, set a password that you use nowhere else, and turn on the second step of signing in.',
  ],
  'wrong-second-factor': [
    'Somebody may know your password',
    'There were many attempts to sign in to your account with wrong codes of the second step, by somebody who had passed the first step, most likely with your password. None of them succeeded. If it was not you, set a new password at once, and one that you use nowhere else.',
  ],
  'wrong-code-in-session': [
    'Somebody tries to change the second step of signing in',
    'There were many wrong codes where the second step of signing in is turned off or gets new recovery codes, by somebody who is signed in to your account. Nothing was changed. If it was not you, end all sessions, look through your devices for what you do not know, and set a new password.',
  ],
  'new-device': [
    'Your account was opened on a new device',
    'Somebody signed in to your account on a device that was not used for it before. If it was you, all is well. If not, end that session and set a new password at once.',
  ],
};

export const en: Language = {
  tag: 'en',
  greeting: (name) => `Hello ${name},`,
  because: {
    security: 'You get this mail because it concerns the safety of your account.',
    service: 'You get this mail because of what you use Lyceum for.',
    progress: 'You get this mail because you learn with Lyceum. Your preferences say what you are told of.',
    achievement:
      'You get this mail because you learn with Lyceum. Your preferences say what you are told of.',
    marketing: 'You get this mail because you agreed to it. You can take that back in your preferences.',
    chat: 'You get this mail because somebody wrote to you. Your preferences say what you are told of.',
  },
  texts: {
    'verify-email': ({ link }) => ({
      title: 'Confirm your e-mail address',
      body: 'Welcome to Lyceum. Please confirm that this address is yours; then you can enroll in courses. The link works for 24 hours.',
      note: 'If you have not registered, ignore this mail.',
      action: { label: 'Confirm this address', url: link },
    }),
    'sign-in-code': ({ code, minutes }) => ({
      title: 'Your code for Lyceum',
      body: `Your code is ${code}. It works once, for ${minutes} minutes. Tell it to nobody: we never ask for it but where you sign in.`,
      note: 'If you have not asked for it, ignore this mail. Without the code nobody gets in.',
    }),
    'approve-email-change': ({ link, refuseLink }) => ({
      title: 'Approve another e-mail address',
      body: 'You asked for another e-mail address for your account. It changes when both have confirmed it: this one here, and the new one with a mail of its own. After that you sign in with the new one, and nothing is sent here any more. You have 24 hours.',
      note: `If it was not you, somebody else is signed in to your account. Refuse the change here: ${refuseLink} Then set a new password.`,
      action: { label: 'Approve the change', url: link },
    }),
    'confirm-new-email': ({ link }) => ({
      title: 'Confirm your new e-mail address',
      body: 'This address shall be that of an account at Lyceum. Please confirm that it is yours. The link works once, for 24 hours.',
      note: 'If you have not asked for it, ignore this mail.',
      action: { label: 'Confirm this address', url: link },
    }),
    'address-wanted': () => ({
      title: 'Your address was asked for',
      body: 'Somebody, perhaps you, asked for this address for another account at Lyceum. Your account has it already, so nothing was changed.',
      note: 'If it was not you, you need not do anything.',
    }),
    'email-changed': () => ({
      title: 'Your e-mail address was changed',
      body: 'Your account has this e-mail address now; you sign in with it. Other devices were signed out.',
    }),
    'email-changed-away': () => ({
      title: 'Your account has another e-mail address',
      body: 'The e-mail address of your account was changed, as was confirmed from here. This is the last mail to this address.',
      note: 'If it was not you, tell us at once.',
    }),
    'already-registered': ({ signInUrl }) => ({
      title: 'You already have an account',
      body: 'Somebody, probably you, tried to register at Lyceum with this address. It has an account already, so nothing was changed. If you have forgotten your password, you can set a new one where you sign in.',
      note: 'If it was not you, you need not do anything.',
      action: { label: 'Sign in', url: signInUrl },
    }),
    'reset-password': ({ link }) => ({
      title: 'Set a new password',
      body: 'You asked for a new password. The link works once, and only for a few minutes.',
      note: 'If it was not you, ignore this mail: your password stays as it is.',
      action: { label: 'Set a new password', url: link },
    }),
    'password-changed': () => ({
      title: 'Your password was changed',
      body: 'The password of your account was changed. If it was not you, set a new one at once and tell us.',
    }),
    'suspicious-activity': ({ kind, sessionsUrl }) => {
      const [title, body] = SUSPICIONS[kind];
      return { title, body, action: { label: 'See where you are signed in', url: sessionsUrl } };
    },
    'two-factor-enabled': () => ({
      title: 'Your second factor is on',
      body: 'From now on, signing in to your account asks for a code of your authenticator app. Keep your recovery codes where you find them without your phone.',
      note: 'If it was not you, set a new password at once and tell us.',
    }),
    'two-factor-disabled': () => ({
      title: 'Your second factor is off',
      body: 'Signing in to your account asks for no code any more. If it was not you, set a new password at once and tell us.',
    }),
    'two-factor-reset': () => ({
      title: 'Your second factor was taken away',
      body: 'An administrator has switched off the second factor of your account, and its recovery codes are dead. If you did not ask for it, set a new password at once and tell us.',
    }),
    'recovery-code-used': ({ left }) => ({
      title: 'A recovery code was used',
      body: `A recovery code took the place of your authenticator app. Codes that are left: ${left}. If it was not you, set a new password at once and tell us.`,
    }),
    'recovery-codes-renewed': () => ({
      title: 'You have new recovery codes',
      body: 'New recovery codes were made for your account; the old ones are dead. If it was not you, set a new password at once and tell us.',
    }),
    'identity-linked': ({ provider }) => ({
      title: 'Another account was linked to yours',
      body: `You can sign in to your account with an account of ${providerName(provider)} from now on. If it was not you, unlink it, set a new password and tell us.`,
    }),
    'identity-unlinked': ({ provider }) => ({
      title: 'An account was unlinked from yours',
      body: `Nobody can sign in to your account with an account of ${providerName(provider)} any more. If it was not you, set a new password at once and tell us.`,
    }),
    'role-changed': ({ role }) => ({
      title: 'Your role was changed',
      body: `An administrator has given your account the role "${role}".`,
    }),
    'account-suspended': ({ reason }) => ({
      title: 'Your account is suspended',
      body: `An administrator has suspended your account; you can not sign in.${because(reason)}`,
    }),
    'account-activated': openAgain,
    'account-deactivated': closed,
    'account-archived': closed,
    'account-unarchived': openAgain,
    'account-restored': openAgain,
    'account-approved': ({ accountUrl }) => ({
      title: 'Your account is approved',
      body: 'An administrator has approved your account. Everything that your role allows is open to you now.',
      action: { label: 'Open your account', url: accountUrl },
    }),
    'account-rejected': ({ reason }) => ({
      title: 'Your account was not approved',
      body: `An administrator has not approved the role that you asked for. You can go on as a student.${because(reason)}`,
    }),
    'export-ready': ({ exportUrl, expiresAt }) => ({
      title: 'Your data is ready',
      body: `The copy of your data that you asked for can be downloaded until ${minuteOf(expiresAt)}. You have to be signed in, and to have entered your password lately.`,
      note: 'If you have not asked for it, set a new password at once: somebody else is signed in as you.',
      action: { label: 'Open the export', url: exportUrl },
    }),
    'erasure-scheduled': ({ dueAt, accountUrl }) => ({
      title: 'Your account will be erased',
      body: `You asked for your account to be erased. That happens on ${minuteOf(dueAt)}: everything that tells who you are is removed then, and nobody can bring it back. Until then you can use your account, and change your mind.`,
      note: 'If you have not asked for it, cancel it and set a new password at once.',
      action: { label: 'Keep the account', url: accountUrl },
    }),
    'erasure-cancelled': () => ({
      title: 'Your account stays',
      body: 'The erasure of your account was cancelled. Nothing was removed.',
    }),
    welcome: ({ catalogueUrl }) => ({
      title: 'Welcome to Lyceum',
      body: 'Your address is confirmed, and every course is open to you. What would you like to learn?',
      action: { label: 'See the courses', url: catalogueUrl },
    }),
    enrolled: ({ course, courseUrl }) => ({
      title: `You are enrolled in ${course}`,
      body: `You can begin with "${course}" now, whenever you like.`,
      action: openCourse(courseUrl),
    }),
    waitlisted: ({ course, courseUrl }) => ({
      title: `You are on the waiting list for ${course}`,
      body: `"${course}" is full. We tell you as soon as a seat is free.`,
      action: openCourse(courseUrl),
    }),
    'seat-offered': ({ course, courseUrl }) => ({
      title: `A seat in ${course} is free`,
      body: `A seat in "${course}" is free for you. Take it before somebody else does.`,
      action: openCourse(courseUrl),
    }),
    'access-expired': ({ course, courseUrl }) => ({
      title: `Your access to ${course} has ended`,
      body: `The time for which you had "${course}" is over. Your progress is kept for when you come back.`,
      action: openCourse(courseUrl),
    }),
    completed: ({ course, courseUrl }) => ({
      title: `You have completed ${course}`,
      body: `Congratulations: all required lessons of "${course}" are done.`,
      action: openCourse(courseUrl),
    }),
    certificate: ({ course, certificateUrl }) => ({
      title: `Your certificate for ${course}`,
      body: `Congratulations! Your certificate for "${course}" is ready. Anybody to whom you give its link can see that it is genuine.`,
      action: { label: 'See the certificate', url: certificateUrl },
    }),
    'certificate-revoked': ({ course }) => ({
      title: `Your certificate for ${course} was revoked`,
      body: `Your certificate for "${course}" does not count any more. Its page says so to whoever verifies it.`,
    }),
    'weekly-digest': ({ completedLessons, courses, learningUrl }) => ({
      title: 'Your week at Lyceum',
      body: `${done(completedLessons)}. This is where you stand:`,
      list: courses.map(line),
      action: { label: 'Go on learning', url: learningUrl },
    }),
    'weekly-reminder': ({ courses, learningUrl }) => ({
      title: 'Your courses wait for you',
      body: 'You did not come by last week. This is where you stopped:',
      list: courses.map(line),
      action: { label: 'Go on learning', url: learningUrl },
    }),
    receipt: ({ course, paymentUrl }) => ({
      title: `Your receipt for ${nameOf(course)}`,
      body: `Thank you: your payment for ${nameOf(course)} has arrived.`,
      note: 'The receipt is attached to this mail.',
      action: openPayment(paymentUrl),
    }),
    'payment-failed': ({ course, paymentUrl }) => ({
      title: `Your payment for ${nameOf(course)} failed`,
      body: `Your payment for ${nameOf(course)} was not made, and nothing was charged. You can try again.`,
      action: openPayment(paymentUrl),
    }),
    refund: ({ course, amount, currency, paymentUrl }) => ({
      title: `Your refund for ${nameOf(course)}`,
      body: `${amount} ${currency} of your payment for ${nameOf(course)} goes back to you, the way it came. Banks take some days for it.`,
      action: openPayment(paymentUrl),
    }),
    'course-approved': ({ course, courseUrl }) => ({
      title: `${course} is published`,
      body: `Your course "${course}" was approved. Learners can find it from now on.`,
      action: openCourse(courseUrl),
    }),
    'course-rejected': ({ course, courseUrl, reason }) => ({
      title: `${course} was sent back`,
      body: `Your course "${course}" was not published yet. Change it and submit it again.${because(reason)}`,
      action: openCourse(courseUrl),
    }),
    'course-to-review': ({ course, instructor, courseUrl }) => ({
      title: `${course} waits for review`,
      body: `${instructor} asks for the publication of "${course}".`,
      action: openCourse(courseUrl),
    }),
    'payment-to-check': ({ course, flag, paymentUrl }) => ({
      title: `A payment for ${nameOf(course)} needs you`,
      body: `Something about a payment for ${nameOf(course)} can not be settled without a person: ${flag}.`,
      action: openPayment(paymentUrl),
    }),
  },
};
