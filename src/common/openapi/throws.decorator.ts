import 'reflect-metadata';
import type { ErrorType } from '../errors/index.js';

const THROWS = 'lyceum:throws';

/**
 * Names the errors of the module's catalogue that an operation can answer; each stands in the OpenAPI document. Several of
 * these add up.
 */
export const Throws =
  (...errors: ErrorType[]): MethodDecorator =>
  (_target, _name, descriptor) => {
    const handler = descriptor.value as object;
    Reflect.defineMetadata(THROWS, [...thrownBy(handler), ...errors], handler);
  };

export const thrownBy = (handler: object): readonly ErrorType[] =>
  (Reflect.getMetadata(THROWS, handler) as ErrorType[] | undefined) ?? [];
