import type { ErrorType } from '../../../common/errors/index.js';

export const UserErrors = {
  emailTaken: {
    code: 'email-taken',
    kind: 'conflict',
    title: 'E-mail address taken',
    detail: 'There is an account with this e-mail address already.',
  },
  usernameTaken: {
    code: 'username-taken',
    kind: 'conflict',
    title: 'User name taken',
    detail: 'Somebody else has this user name. Choose another.',
  },
  notAwaitingApproval: {
    code: 'not-awaiting-approval',
    kind: 'conflict',
    title: 'Nothing to decide',
    detail: 'This account does not wait for that decision: it needs no approval, or it was decided already.',
  },
  alreadySuspended: {
    code: 'already-suspended',
    kind: 'conflict',
    title: 'Suspended already',
    detail: 'This account is suspended already.',
  },
  alreadyActive: {
    code: 'already-active',
    kind: 'conflict',
    title: 'Active already',
    detail: 'This account is active already.',
  },
  lastAdministrator: {
    code: 'last-administrator',
    kind: 'conflict',
    title: 'Last administrator',
    detail: 'Nobody else administers. Make somebody an administrator first; then your account can be erased.',
  },
  notActive: {
    code: 'not-active',
    kind: 'conflict',
    title: 'Not active',
    detail: 'Only an account that is active can be set inactive.',
  },
  alreadyArchived: {
    code: 'already-archived',
    kind: 'conflict',
    title: 'Archived already',
    detail: 'This account is archived already.',
  },
  notArchived: {
    code: 'not-archived',
    kind: 'conflict',
    title: 'Not archived',
    detail: 'This account is not in the archive.',
  },
  notDeleted: {
    code: 'not-deleted',
    kind: 'conflict',
    title: 'Not deleted',
    detail: 'This account is not deleted, so there is nothing to bring back.',
  },
  erased: {
    code: 'account-erased',
    kind: 'conflict',
    title: 'Erased',
    detail:
      'This account was erased, or is being erased, as its owner wished. What was in it does not come back; its owner can register again with another address.',
  },
  serviceAccount: {
    code: 'service-account',
    kind: 'conflict',
    title: 'Account of a program',
    detail:
      'This is the account of a program and stays one. What the program may do stands in the scopes of its keys; roles are for people.',
  },
  ownAccount: {
    code: 'own-account',
    kind: 'conflict',
    title: 'Own account',
    detail: 'Administrators do not decide about themselves. Another administrator can.',
  },
} as const satisfies Record<string, ErrorType>;
