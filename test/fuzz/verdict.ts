import type { Answer } from '../support/api-client.js';
import type { Operation, Schema } from '../contract/document.js';
import { violations } from '../contract/schema-validator.js';
import { surprises } from '../contract/surprises.js';

const PROBLEM: Schema = { $ref: '#/components/schemas/ProblemDto' };

/**
 * What the server may answer before it has looked at the operation: the introduction of the document says so once for all
 * of them.
 */
const AT_THE_DOOR = new Set([
  'malformed-request',
  'validation-failed',
  'no-route',
  'body-too-large',
  'unsupported-media-type',
  'no-token',
  'invalid-token',
]);

/** What is wrong with an answer, whatever was asked; empty when nothing is. */
export function judge(operation: Operation, answer: Answer): string[] {
  if (answer.status >= 500) return [`answers ${answer.status}: ${answer.text.slice(0, 500)}`];
  const found = surprises(operation, answer);
  if (found.length === 0 || isUnchanged(answer) || isAtTheDoor(answer)) return [];
  return found;
}

/** Reads are conditional for whoever asks for it. */
const isUnchanged = ({ status, text }: Answer): boolean => status === 304 && text === '';

const isAtTheDoor = ({ body }: Answer): boolean =>
  AT_THE_DOOR.has(String(body['code'])) && violations(PROBLEM, body).length === 0;
