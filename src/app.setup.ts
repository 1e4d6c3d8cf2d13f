import { readFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import compress from '@fastify/compress';
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import { AppModule } from './app.module.js';
import { addHooks, createAdapter, ProblemFilter } from './common/http/index.js';
import { Lifecycle } from './common/lifecycle/index.js';
import { createDocument, SWAGGER_UI } from './common/openapi/index.js';
import { RequestValidationPipe } from './common/validation/index.js';
import { HttpConfig, readConfig, RuntimeConfig } from './config/index.js';
import { translateCryptoError } from './infra/crypto/index.js';
import { createLogger, NestLogger } from './infra/logging/index.js';
import { Metrics } from './infra/metrics/index.js';
import { translateMongoError } from './infra/mongo/index.js';
import { createRealtimeAdapter } from './modules/notifications/index.js';

/** Outside the base path: what operators and developers ask for, under names that they know. */
const OUTSIDE_BASE = ['api/health', 'api/health/live', 'api/health/ready', 'api/health/database', 'metrics'];

/** Smaller answers cost more to compress than to send. */
const COMPRESS_FROM_BYTES = 32_768;

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The application as `main.ts` serves it and as tests talk to it. */
export async function createApp(): Promise<NestFastifyApplication> {
  const logger = createLogger(readConfig(RuntimeConfig).LOG_LEVEL);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule,
    createAdapter(readConfig(HttpConfig), logger),
    // The parser has the bytes anyway; webhooks are signed over them.
    { logger: new NestLogger(logger), abortOnError: false, rawBody: true },
  );
  await configureApp(app);
  return app;
}

/** Everything that all requests share, whoever creates the application. */
export async function configureApp(app: NestFastifyApplication): Promise<void> {
  const http = app.get(HttpConfig);
  const metrics = app.get(Metrics);
  app.setGlobalPrefix('api/v1', { exclude: OUTSIDE_BASE });
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalFilters(new ProblemFilter([translateMongoError, translateCryptoError]));
  if (http.CORS_ORIGINS.length > 0) await app.register(cors, corsOptions(http.CORS_ORIGINS));
  await app.register(compress, { threshold: COMPRESS_FROM_BYTES, encodings: ['br', 'gzip'] });
  const lifecycle = app.get(Lifecycle);
  addHooks(app.getHttpAdapter().getInstance(), {
    https: http.PUBLIC_URL.startsWith('https:'),
    lifecycle,
    observe: ({ method, route, status, seconds }) =>
      metrics.requestSeconds.observe({ method, route, status }, seconds),
  });
  app.useWebSocketAdapter(await createRealtimeAdapter(app));
  if (http.DOCS_ENABLED) serveDocs(app);
  const { SHUTDOWN_TIMEOUT_MS } = app.get(RuntimeConfig);
  // Requests that run may finish, but not for ever.
  lifecycle.onStop(() =>
    setTimeout(() => app.getHttpServer().closeAllConnections(), SHUTDOWN_TIMEOUT_MS).unref(),
  );
  app.enableShutdownHooks();
}

/** Browser applications of the listed origins may call and read everything that a client can. */
const corsOptions = (origins: readonly string[]): FastifyCorsOptions => ({
  origin: [...origins],
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  credentials: true,
  exposedHeaders: [
    'etag',
    'location',
    'retry-after',
    'x-request-id',
    'x-cache',
    'ratelimit-limit',
    'ratelimit-remaining',
    'ratelimit-reset',
  ],
  maxAge: 600,
});

/** The contract of this application: the same text as the committed `openapi.json`. */
export const documentOf = (app: INestApplication): OpenAPIObject => createDocument(app, version);

function serveDocs(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => documentOf(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    ...SWAGGER_UI,
  });
}
