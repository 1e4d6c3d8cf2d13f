import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ROLE_PERMISSIONS, ROLES, type Access } from '../access/index.js';
import { describeAnswers } from './answers.js';
import { addExamples } from './examples.js';
import { orderFields } from './field-order.js';
import { INTRODUCTION, TAGS } from './introduction.js';
import { operationsOf, type Operation } from './operations.js';
import { ProblemDto } from './problem.dto.js';
import { operationIdOf, routesOf, type Route } from './routes.js';
import { refineParameters, refineSchemas } from './schemas.js';

/**
 * The OpenAPI 3.1 document of the running application (architecture: the contract that clients read). What controllers
 * can't say without saying it twice is added here: permissions, error answers and examples.
 */
export function createDocument(app: INestApplication, version: string): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, frame(version), {
    operationIdFactory: operationIdOf,
    extraModels: [ProblemDto],
  });
  const routes = new Map(routesOf(app).map((route) => [route.operationId, route]));
  refineSchemas(document);
  orderFields(
    document,
    [...routes.values()].flatMap(({ models }) => models),
  );
  for (const operation of operationsOf(document)) {
    const route = routes.get(operation.operationId ?? '');
    if (!route) throw new Error(`The document has an operation without a route: ${operation.operationId}`);
    refineParameters(operation, route);
    describe(operation, route);
    describeAnswers(document, operation, route);
    addExamples(document, operation);
  }
  return document;
}

/** ` (000-53, T17)`: for readers of the code. */
const REQUIREMENTS = / \((?:(?:\d{3}-\d\d|[TX]\d+)(?:, )?)+\)/g;

/** What stands around the operations. */
function frame(version: string): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Lyceum API')
    .setDescription(INTRODUCTION)
    .setVersion(version)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    // Relative: the document is the same wherever it is served.
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'accessToken')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'lyc_<prefix>_<secret>',
        description: 'The API key of a service account, for programs',
      },
      'apiKey',
    );
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const document = builder.build();
  delete document.info.contact;
  return document;
}

/**
 * The first sentence of a handler's comment is the summary, the rest the description. The permission stands where people
 * read (the description) and where programs do (`security`, `x-permissions`).
 */
function describe(operation: Operation, { access, recentlyAuthenticated }: Route): void {
  const [summary = '', ...rest] = (operation.summary ?? '').replaceAll(REQUIREMENTS, '').split(/(?<=\.)\s+/);
  operation.summary = summary.replace(/\.$/, '');
  operation.description = [rest.join(' '), operation.description, whoMay(access, recentlyAuthenticated)]
    .filter(Boolean)
    .join('\n\n');
  operation.security = access?.public ? [] : [{ accessToken: [] }];
  if (access && isForPrograms(access, recentlyAuthenticated)) operation.security.push({ apiKey: [] });
  Object.assign(operation, {
    'x-permissions': access && !access.public ? access.permissions : [],
    ...(recentlyAuthenticated && { 'x-recently-authenticated': true }),
  });
}

/** Whether there are API keys with which it can be used. */
const isForPrograms = (access: Access, recentlyAuthenticated: boolean): boolean =>
  !access.public &&
  !recentlyAuthenticated &&
  access.permissions.every((permission) => ROLE_PERMISSIONS.service.has(permission));

function whoMay(access: Route['access'], recentlyAuthenticated: boolean): string {
  if (!access) return 'Closed.';
  if (access.public) return 'Open to everybody.';
  const { permissions } = access;
  const roles = ROLES.filter((role) =>
    permissions.every((permission) => ROLE_PERMISSIONS[role].has(permission)),
  );
  const recently = recentlyAuthenticated
    ? ' Needs a proof of identity of the last minutes: see `auth/reauthenticate`.'
    : '';
  return `Permission: \`${permissions.join('`, `')}\` (${roles.join(', ')}).${recently}`;
}
