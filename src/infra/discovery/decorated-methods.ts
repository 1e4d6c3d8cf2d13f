import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

/** A provider's method that carries a piece of metadata. */
export interface DecoratedMethod<M> {
  readonly metadata: M;
  /** `Class.method`, for messages. */
  readonly label: string;
  invoke(...args: unknown[]): Promise<unknown>;
}

/** Finds the methods that a decorator has marked, in all providers of the application. */
@Injectable()
export class DecoratedMethods {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  find<M>(key: symbol): DecoratedMethod<M>[] {
    const found = new Map<object, DecoratedMethod<M>[]>();
    for (const { instance } of this.discovery.getProviders() as { instance?: object }[]) {
      const prototype = instance && (Object.getPrototypeOf(instance) as object | null);
      // An alias (`useExisting`) offers the same instance a second time.
      if (!prototype || found.has(instance)) continue;
      found.set(instance, this.methodsOf(instance, prototype, key));
    }
    return [...found.values()].flat();
  }

  private methodsOf<M>(instance: object, prototype: object, key: symbol): DecoratedMethod<M>[] {
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = (instance as Record<string, unknown>)[name];
      if (typeof method !== 'function') return [];
      const metadata = Reflect.getMetadata(key, method) as M | undefined;
      if (metadata === undefined) return [];
      return {
        metadata,
        label: `${instance.constructor.name}.${name}`,
        invoke: async (...args: unknown[]) => (await method.apply(instance, args)) as unknown,
      };
    });
  }
}
