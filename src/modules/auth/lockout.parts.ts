import { SignInLocks } from '../users/index.js';
import { AccountLocks } from './application/account-locks.js';
import { KnownNetworks } from './application/known-networks.js';
import { ReportFailures } from './application/report-failures.js';
import { SignInAttempts } from './application/sign-in-attempts.js';
import { KnownNetworkRepository } from './persistence/known-network.repository.js';
import { KNOWN_NETWORK_MODEL, knownNetworkSchema } from './persistence/known-network.schema.js';
import { SignInAttemptRepository } from './persistence/sign-in-attempt.repository.js';
import { SIGN_IN_ATTEMPT_MODEL, signInAttemptSchema } from './persistence/sign-in-attempt.schema.js';

/** What counts wrong attempts, and makes those who guess wait. */
export const LOCKOUT_MODELS = [
  { name: SIGN_IN_ATTEMPT_MODEL, schema: signInAttemptSchema },
  { name: KNOWN_NETWORK_MODEL, schema: knownNetworkSchema },
];

export const LOCKOUT = [
  SignInAttemptRepository,
  KnownNetworkRepository,
  KnownNetworks,
  ReportFailures,
  SignInAttempts,
  AccountLocks,
  { provide: SignInLocks, useExisting: AccountLocks },
];
