import mongoose, { mongo } from 'mongoose';
import { CommonErrors, DomainError, type FieldError } from '../../common/errors/index.js';

/** When trying again makes sense after an outage: about as long as the choice of a new primary takes. */
const RETRY_AFTER_SECONDS = 5;

/** Errors of the server by code (mongodb/mongo, error_codes.yml): no server that may write, or no time. */
const UNAVAILABLE = new Set<unknown>(
  Object.values({
    HostUnreachable: 6,
    HostNotFound: 7,
    MaxTimeMSExpired: 50,
    NetworkTimeout: 89,
    ShutdownInProgress: 91,
    PrimarySteppedDown: 189,
    ExceededTimeLimit: 262,
    SocketException: 9001,
    NotWritablePrimary: 10107,
    InterruptedAtShutdown: 11600,
    InterruptedDueToReplStateChange: 11602,
    NotPrimaryNoSecondaryOk: 13435,
    NotPrimaryOrSecondary: 13436,
  }),
);
const DUPLICATE_KEY = 11000;
const WRITE_CONFLICT = 112;
const BSON_OBJECT_TOO_LARGE = new Set<unknown>([10334, 17419]);

/**
 * Says what an error of the driver or of mongoose means for the client. Field names are named, values never.
 *
 * @returns undefined for errors that are mistakes of ours
 */
export function translateMongoError(error: unknown): DomainError | undefined {
  if (error instanceof mongoose.Error.ValidationError) return refused(error, Object.values(error.errors));
  if (error instanceof mongoose.Error.CastError) return refused(error, [error]);
  if (error instanceof mongoose.Error.VersionError) return of('conflict', error);
  if (isUnavailable(error))
    return new DomainError(CommonErrors.unavailable, {
      cause: error,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  if (error instanceof mongo.MongoServerError) return translateServerError(error);
  return undefined;
}

function translateServerError(error: mongo.MongoServerError): DomainError | undefined {
  if (error.code === DUPLICATE_KEY) return duplicate(error);
  if (BSON_OBJECT_TOO_LARGE.has(error.code)) return of('bodyTooLarge', error);
  if (error.code === WRITE_CONFLICT || error.hasErrorLabel('TransientTransactionError'))
    return of('conflict', error);
  return undefined;
}

const of = (type: keyof typeof CommonErrors, cause: unknown) =>
  new DomainError(CommonErrors[type], { cause });

/** A command that is written just as the server goes away fails as the socket does; the driver doesn't wrap that. */
const isBrokenSocket = (error: unknown): boolean =>
  error instanceof Error &&
  ['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(String((error as NodeJS.ErrnoException).code));

/** No server, no connection, no time: nothing that the client did. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof mongo.MongoServerError) return UNAVAILABLE.has(error.code);
  if (error instanceof mongoose.Error.MongooseServerSelectionError) return true;
  // The one sign of an operation that waited in vain for the first connection is its message.
  if (error instanceof mongoose.Error)
    return error.constructor === mongoose.Error && /buffering timed out/.test(error.message);
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoClientClosedError ||
    isBrokenSocket(error) ||
    // The driver doesn't export the class of this one.
    (error instanceof mongo.MongoError && error.name === 'MongoWaitQueueTimeoutError')
  );
}

function duplicate(error: mongo.MongoServerError): DomainError {
  const errors = duplicateFields(error).map((path) => ({
    pointer: pointerTo(path),
    code: 'already-exists',
    detail: 'This value is taken.',
  }));
  return new DomainError(CommonErrors.alreadyExists, { cause: error, ...(errors.length > 0 && { errors }) });
}

/**
 * The paths of the unique index that an insert or update ran against. For repositories that have a better name for it than
 * `already-exists`. Empty for every other error, and for bulk writes, where the driver drops them.
 */
export function duplicateFields(error: unknown): string[] {
  if (!(error instanceof mongo.MongoServerError) || error.code !== DUPLICATE_KEY) return [];
  return Object.keys((error['keyPattern'] ?? {}) as object);
}

/** Validators and casts of schemas are a second fence behind the request's DTO. */
function refused(cause: unknown, errors: { path: string; kind: string }[]): DomainError {
  return new DomainError(CommonErrors.validationFailed, {
    cause,
    errors: errors.map(({ path, kind }) => ({ pointer: pointerTo(path), ...reasonOf(kind) })),
  });
}

const REASONS: Record<string, string> = {
  required: 'A value is required.',
  enum: 'This is none of the values that are known.',
  minlength: 'The text is too short.',
  maxlength: 'The text is too long.',
  min: 'The number is too small.',
  max: 'The number is too large.',
  regexp: 'The text does not have the expected form.',
};

const reasonOf = (kind: string): Pick<FieldError, 'code' | 'detail'> =>
  REASONS[kind]
    ? { code: kind, detail: REASONS[kind] }
    : { code: 'invalid', detail: 'The value was refused.' };

/** A path of mongoose as a JSON Pointer (RFC 6901). */
const pointerTo = (path: string) =>
  `/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('.', '/')}`;
