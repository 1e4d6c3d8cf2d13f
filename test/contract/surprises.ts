import type { Answer } from '../support/api-client.js';
import { errorCodesOf, isJson, type Operation } from './document.js';
import { violations } from './schema-validator.js';

/** What of an answer the document doesn't say; empty when it says everything. */
export function surprises(operation: Operation, { status, headers, text, body }: Answer): string[] {
  const declared = operation.responses[status];
  if (!declared) return [`answers ${status}, which is not declared: ${text}`];
  if (!declared.content) return text ? [`${status} has a body, which is not declared`] : [];
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';');
  const media = declared.content[mediaType];
  if (!media) return [`${status} is ${mediaType}, which is not declared`];
  if (!isJson(mediaType)) return [];
  const wrong = violations(media.schema!, body).map((line) => `${status} ${line}`);
  const codes = errorCodesOf(operation, status);
  return codes.length > 0 && !codes.includes(String(body['code']))
    ? [...wrong, `${status} has the code ${String(body['code'])}, which is not declared`]
    : wrong;
}
