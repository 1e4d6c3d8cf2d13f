import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/** A class, abstract or not. */
type Kind<T> = abstract new (...args: never[]) => T;

/** Finds the providers of one kind, whichever module they are of: what modules contribute to, and no circle. */
@Injectable()
export class ProvidersOf {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Each once, in no promised order. */
  find<T>(kind: Kind<T>): T[] {
    const instances = this.discovery
      .getProviders()
      .map(({ instance }: { instance?: unknown }) => instance)
      .filter((instance): instance is T => instance instanceof kind);
    return [...new Set(instances)];
  }
}
