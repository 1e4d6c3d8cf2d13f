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

const REASON = { reason: 'Sold accounts to others' };

/** What operations need to succeed. Those that aren't named need nothing but somebody who may. */
const SUCCESSFUL: Readonly<Record<string, (world: World) => Call>> = {
  authLogin: ({ adminEmail }) => ({ body: { email: adminEmail, password: PASSWORD } }),
  authRefresh: ({ identity }) => ({ body: { refreshToken: identity.refreshToken } }),
  coursesRead: ({ course }) => ({ path: { idOrSlug: course.slug } }),
  deadLettersDiscard: ({ deadLetters }) => ({ path: { queue: ProbeQueue.name, id: deadLetters[1]! } }),
  deadLettersReplay: ({ deadLetters }) => ({ path: { queue: ProbeQueue.name, id: deadLetters[2]! } }),
  githubCallback: ({ identity }) => wayBack(identity.github.welcome),
  githubToken: ({ identity }) => ({ body: { code: identity.signInCode } }),
  jobRunsRead: ({ runId }) => ({ path: { id: runId } }),
  jobRunsStart: () => ({ path: { job: PROBE_JOB } }),
  metricsRead: () => ({ headers: { authorization: `Bearer ${METRICS_TOKEN}` } }),
  notificationsMarkRead: ({ notificationId }) => ({ path: { id: notificationId } }),
  meUpdate: () => ({ body: { profile: { bio: 'Hello' }, personal: { phone: '+44 131 496 0000' } } }),
  meChangePreferences: () => ({ body: { theme: 'dark', privacy: { showActivity: false } } }),
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
  peopleAvatar: ({ accounts }) => ({ path: { id: accounts.untouched.id } }),
  peopleProfile: ({ accounts }) => ({ path: { username: accounts.untouched.username } }),
  registrationCreate: () => ({ body: { ...NEWCOMER, email: 'newcomer@example.com' } }),
  registrationResendVerification: ({ adminEmail }) => ({ body: { email: adminEmail } }),
  registrationVerifyEmail: ({ identity }) => ({ body: { token: identity.verificationToken } }),
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
