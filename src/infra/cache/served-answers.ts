import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CachedOptions } from './cached-options.js';

type Listener = (request: FastifyRequest) => void;

/**
 * Tells of answers of `@Cached` routes that have a `name`. Most of them never reach a handler, so whoever counts how often
 * something was looked at listens here.
 */
@Injectable()
export class ServedAnswers {
  private readonly listeners = new Map<string, Listener[]>();

  /** Calls a function after every answer of a route; it must be quick, and must not throw: an answer waits for it. */
  subscribe(name: string, listener: Listener): void {
    const listeners = this.listeners.get(name);
    if (listeners) listeners.push(listener);
    else this.listeners.set(name, [listener]);
  }

  announce({ name }: CachedOptions, request: FastifyRequest): void {
    if (name === undefined) return;
    const listeners = this.listeners.get(name);
    if (listeners) for (const listener of listeners) listener(request);
  }
}
