import { RequestMethod, type INestApplication } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, RECENTLY_AUTHENTICATED, type Access } from '../access/index.js';
import type { ErrorType } from '../errors/index.js';
import { RATE_LIMIT, type RateLimitRule } from '../rate-limit/index.js';
import { IdPipe } from '../validation/index.js';
import { thrownBy } from './throws.decorator.js';

/** A route as its controller declares it. */
export interface Route {
  readonly operationId: string;
  readonly method: string;
  readonly access: Access | undefined;
  /** Whether it asks for a proof of identity of the last minutes. */
  readonly recentlyAuthenticated: boolean;
  readonly rateLimit: RateLimitRule | undefined;
  readonly errors: readonly ErrorType[];
  /** The path parameters that must be ids. */
  readonly ids: readonly string[];
  /** The classes of what it takes and answers. */
  readonly models: readonly unknown[];
}

/** `UsersController.findMany` -> `usersFindMany`: short, unique, and a good name in generated clients. */
export function operationIdOf(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return (
    subject.charAt(0).toLowerCase() + subject.slice(1) + method.charAt(0).toUpperCase() + method.slice(1)
  );
}

/** All routes of the application's controllers, with what they declare. */
export function routesOf(app: INestApplication): Route[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name] as (...args: unknown[]) => unknown;
        const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
        if (method === undefined || !metatype) return [];
        const targets = [handler, metatype];
        return {
          operationId: operationIdOf(metatype.name, name),
          method: RequestMethod[method],
          access: reflector.getAllAndOverride<Access | undefined>(ACCESS, targets),
          recentlyAuthenticated: Boolean(reflector.getAllAndOverride(RECENTLY_AUTHENTICATED, targets)),
          rateLimit: reflector.getAllAndOverride<RateLimitRule | undefined>(RATE_LIMIT, targets),
          errors: thrownBy(handler),
          ids: idsOf(metatype, name),
          models: [...argumentTypesOf(prototype, name), ...answerTypesOf(handler)],
        };
      });
    });
}

/** A handler's parameters as Nest keeps them: `data` is the name in `@Param(name, ...pipes)`. */
type Argument = { data?: string; pipes: unknown[] };

const idsOf = (controller: object, method: string): string[] =>
  Object.values(
    (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, Argument>,
  ).flatMap(({ data, pipes }) => (data && pipes.includes(IdPipe) ? [data] : []));

const argumentTypesOf = (prototype: object, method: string): unknown[] =>
  (Reflect.getMetadata('design:paramtypes', prototype, method) as unknown[] | undefined) ?? [];

const answerTypesOf = (handler: object): unknown[] =>
  Object.values(
    (Reflect.getMetadata('swagger/apiResponse', handler) ?? {}) as Record<string, { type?: unknown }>,
  ).map(({ type }) => type);
