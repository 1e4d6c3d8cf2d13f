import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { CommonErrors, type ErrorType } from '../errors/index.js';
import { statusOf, typeOf } from '../errors/problem.js';
import { exampleOf } from './examples.js';
import { ProblemDto } from './problem.dto.js';
import { operationIdOf, routesOf, type Route } from './routes.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/**
 * The OpenAPI 3.1 document of the running application (architecture: the contract that clients read). What controllers
 * can't say without saying it twice is added here: permissions, error answers and examples.
 */
export function createDocument(
  app: INestApplication,
  options: { version: string; serverUrl: string },
): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Lyceum')
    .setDescription(
      'A learning platform: find a course, pay, learn, earn a certificate. Errors are RFC 9457 problem documents; ' +
        'lists are read page by page with `limit` and `cursor`; repeatable writes take an `Idempotency-Key`.',
    )
    .setVersion(options.version)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer(options.serverUrl)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'accessToken')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: operationIdOf,
    extraModels: [ProblemDto],
  });
  const routes = new Map(routesOf(app).map((route) => [route.operationId, route]));
  for (const operation of operationsOf(document)) complete(document, operation, routes);
  return document;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;

export const operationsOf = (document: OpenAPIObject): Operation[] =>
  Object.values(document.paths).flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));

function complete(document: OpenAPIObject, operation: Operation, routes: ReadonlyMap<string, Route>): void {
  const route = routes.get(operation.operationId ?? '');
  if (!route) throw new Error(`The document has an operation without a route: ${operation.operationId}`);
  describeAccess(operation, route);
  describeErrors(operation, [...route.errors, ...impliedErrors(operation, route)]);
  addExamples(document, operation);
}

/** The permission stands where people read (the description) and where programs do (`security`, `x-permissions`). */
function describeAccess(operation: Operation, { access }: Route): void {
  const permissions = access && !access.public ? access.permissions : [];
  operation.security = access?.public ? [] : [{ accessToken: [] }];
  (operation as unknown as Record<string, unknown>)['x-permissions'] = permissions;
  const sentence = access?.public ? 'Open to everybody.' : `Permission: \`${permissions.join('`, `')}\`.`;
  operation.description = [operation.description, sentence].filter(Boolean).join('\n\n');
}

function impliedErrors(operation: Operation, { access }: Route): ErrorType[] {
  return [
    ...(operation.requestBody
      ? [CommonErrors.malformedRequest, CommonErrors.bodyTooLarge, CommonErrors.unsupportedMediaType]
      : []),
    ...(operation.requestBody || operation.parameters?.length ? [CommonErrors.validationFailed] : []),
    ...(access && !access.public
      ? [CommonErrors.noToken, CommonErrors.invalidToken, CommonErrors.insufficientPermissions]
      : []),
    CommonErrors.tooManyRequests,
    CommonErrors.internal,
    CommonErrors.unavailable,
  ];
}

/** One answer a status, with an example for each code that it can carry. */
function describeErrors(operation: Operation, errors: readonly ErrorType[]): void {
  const byStatus = Map.groupBy(errors, (error) => statusOf(error.kind));
  for (const [status, types] of [...byStatus].toSorted(([a], [b]) => a - b)) {
    if (operation.responses[status]) continue;
    operation.responses[status] = {
      description: [...new Set(types.map((type) => type.title))].join(', or '),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/ProblemDto' },
          examples: Object.fromEntries(
            types.map((type) => [
              type.code,
              {
                value: {
                  type: typeOf(type.code),
                  title: type.title,
                  status,
                  detail: type.detail,
                  code: type.code,
                },
              },
            ]),
          ),
        },
      },
    };
  }
}

type Content = Record<string, { schema?: object; example?: unknown; examples?: unknown }>;

function addExamples(document: OpenAPIObject, operation: Operation): void {
  const bodies = [operation.requestBody, ...Object.values(operation.responses)] as (
    { content?: Content } | undefined
  )[];
  for (const media of bodies.flatMap((body) => Object.values(body?.content ?? {}))) {
    if (!media.schema || media.example !== undefined || media.examples !== undefined) continue;
    const example = exampleOf(document, media.schema);
    if (example !== undefined) media.example = example;
  }
}
