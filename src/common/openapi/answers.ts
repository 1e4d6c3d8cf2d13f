import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { CommonErrors, type ErrorType } from '../errors/index.js';
import { statusOf, typeOf } from '../errors/problem.js';
import { exampleOf } from './examples.js';
import type { Operation } from './operations.js';
import type { Route } from './routes.js';

const PROBLEM = { $ref: '#/components/schemas/ProblemDto' };

/** Says of an operation what it answers: the errors that its route declares and those that follow from what it takes. */
export function describeAnswers(document: OpenAPIObject, operation: Operation, route: Route): void {
  for (const [status, answer] of Object.entries(operation.responses))
    if (answer && !('$ref' in answer)) answer.description ||= STATUS_CODES[status] ?? '';

  const errors = new Set([...route.errors, ...impliedErrors(operation, route)]);
  for (const [status, types] of Map.groupBy(errors, ({ kind }) => statusOf(kind))) {
    // Health answers errors in a shape of its own.
    if (operation.responses[status]) continue;
    operation.responses[status] = {
      description: [...new Set(types.map(({ title }) => title))].join(', or '),
      content: {
        'application/problem+json': {
          schema: PROBLEM,
          examples: Object.fromEntries(types.map((type) => [type.code, addExample(document, type)])),
        },
      },
    };
  }
}

function impliedErrors(
  operation: Operation,
  { access, ids, rateLimit, recentlyAuthenticated }: Route,
): ErrorType[] {
  const isValidated =
    operation.requestBody ||
    ids.length > 0 ||
    operation.parameters?.some((parameter) => 'in' in parameter && parameter.in === 'query');
  return [
    ...(operation.requestBody
      ? [CommonErrors.malformedRequest, CommonErrors.bodyTooLarge, CommonErrors.unsupportedMediaType]
      : []),
    ...(isValidated ? [CommonErrors.validationFailed] : []),
    ...(access && !access.public
      ? [
          CommonErrors.noToken,
          CommonErrors.invalidToken,
          CommonErrors.tokenInvalidated,
          CommonErrors.insufficientPermissions,
        ]
      : []),
    ...(recentlyAuthenticated ? [CommonErrors.reauthenticationRequired] : []),
    ...(rateLimit === 'none' ? [] : [CommonErrors.tooManyRequests]),
    CommonErrors.internal,
    CommonErrors.unavailable,
  ];
}

/** Each error of the catalogue stands once in the document; operations refer to it. */
function addExample(document: OpenAPIObject, type: ErrorType): { $ref: string } {
  const {
    errors,
    challenge: _challenge,
    ...problem
  } = exampleOf(document, PROBLEM) as Record<string, unknown>;
  const examples = ((document.components ??= {}).examples ??= {});
  examples[type.code] ??= {
    value: {
      ...problem,
      type: typeOf(type.code),
      title: type.title,
      status: statusOf(type.kind),
      detail: type.detail,
      code: type.code,
      ...(type === CommonErrors.validationFailed && { errors }),
    },
  };
  return { $ref: `#/components/examples/${type.code}` };
}
