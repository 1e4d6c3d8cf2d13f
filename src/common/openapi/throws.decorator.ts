import 'reflect-metadata';
import type { ErrorType } from '../errors/index.js';

const THROWS = 'lyceum:throws';

/** Names the errors of the module's catalogue that an operation can answer; each stands in the OpenAPI document. */
export const Throws =
  (...errors: ErrorType[]): MethodDecorator =>
  (_target, _name, descriptor) => {
    Reflect.defineMetadata(THROWS, errors, descriptor.value as object);
  };

export const thrownBy = (handler: object): readonly ErrorType[] =>
  (Reflect.getMetadata(THROWS, handler) as ErrorType[] | undefined) ?? [];
