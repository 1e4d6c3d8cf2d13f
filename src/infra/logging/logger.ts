import { type Logger, pino } from 'pino';
import { requestContext } from '../../common/http/request-context.js';

/** Wherever these stand in a logged object, their value is not written. */
const REDACTED = [
  'password',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'otp',
  'apiKey',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * The process's structured log, one JSON line an entry. Lines written while a request runs carry its id.
 *
 * @param destination where lines go; standard output unless a test wants to read them
 */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  return pino(
    {
      level,
      redact: { paths: REDACTED, censor: '[redacted]' },
      // A new object each time: pino adds the fields of the line to it.
      mixin: () => {
        const context = requestContext.getStore();
        return context ? { requestId: context.requestId } : {};
      },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      base: undefined,
    },
    destination ?? pino.destination({ sync: false }),
  );
}
