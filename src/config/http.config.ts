import { z } from 'zod';
import { namespace } from './namespace.js';
import { count, flag, list, port, url } from './types.js';

export class HttpConfig extends namespace('HTTP', {
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address that the API listens on; `0.0.0.0` in a container.'),
  PORT: port().default(3000).describe('The port that the API listens on; 0 takes a free one.'),
  WORKER_HEALTH_PORT: port()
    .default(3001)
    .describe('The port on which the worker answers /live, /ready and /metrics; 0 takes a free one.'),
  PUBLIC_URL: url('http', 'https')
    .default('http://localhost:3000')
    .describe('Where clients reach the API, as it stands in links and in the OpenAPI document.'),
  CLIENT_URL: url('http', 'https')
    .optional()
    .describe(
      'Where people use the product, for links in mails and redirects after paying; the API itself unless set.',
    ),
  CORS_ORIGINS: list()
    .default([])
    .describe('Comma-separated origins of browser applications that may call the API. Empty: none.'),
  TRUST_PROXY_HOPS: count()
    .default(0)
    .describe(
      "How many reverse proxies stand in front; the client's address is taken from X-Forwarded-For past them.",
    ),
  BODY_LIMIT_BYTES: count(1024).default(524_288).describe('The largest request body that is read.'),
  RATE_LIMIT_PER_MINUTE: count(1)
    .default(300)
    .describe('Requests that one client may send in a minute, over all instances.'),
  RATE_LIMIT_SIGN_IN_PER_MINUTE: count(1)
    .default(10)
    .describe('Sign-in attempts that one address may make in a minute (004-07).'),
  RATE_LIMIT_MAIL_PER_MINUTE: count(1)
    .default(1)
    .describe(
      'Mails of one kind that anybody can have sent to an address in a minute, as with a new password.',
    ),
  RATE_LIMIT_MAIL_PER_HOUR: count(1).default(5).describe('The same in an hour.'),
  DOCS_ENABLED: flag().default(true).describe('Whether Swagger UI is served at /docs.'),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .meta({ secret: true })
    .optional()
    .describe('The bearer token for /metrics. Without one, /metrics answers in development and tests only.'),
}) {}
