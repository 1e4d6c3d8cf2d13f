import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** How the framework comes up: of interest only to those who look for a mistake in it. */
const STARTUP = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Lets the framework and everything that uses Nest's `Logger` write to the structured log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(STARTUP.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest passes the context last, and for errors the stack before it. */
  private write(
    level: 'info' | 'warn' | 'error' | 'fatal' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ) {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const [detail] = rest;
    const fields = {
      context,
      ...(message instanceof Error
        ? { err: message }
        : detail instanceof Error
          ? { err: detail }
          : undefined),
      ...(isPlainObject(message) ? message : undefined),
      ...(isPlainObject(detail) ? detail : undefined),
      ...(typeof detail === 'string' && detail !== context ? { stack: detail } : undefined),
    };
    this.logger[level](
      fields,
      typeof message === 'string' ? message : message instanceof Error ? message.message : undefined,
    );
  }
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
