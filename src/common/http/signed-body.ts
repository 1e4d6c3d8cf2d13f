import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { CommonErrors, DomainError } from '../errors/index.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The one media type that the route takes; its body is judged as bytes. */
    signedBody?: string;
  }
}

/**
 * Marks a route whose caller signs the bytes of the body, as payment providers do. Any other media type is answered 415. The
 * parsed body is not looked at, so it may hold any keys: take the bytes with Nest's `@RawBody()`.
 */
export const SignedBody = (mediaType: string): MethodDecorator =>
  applyDecorators(RouteConfig({ signedBody: mediaType }));

/**
 * @returns whether the route takes a signed body
 * @throws DomainError `unsupported-media-type` when it does and the request brings another
 */
export function takesSignedBody(request: FastifyRequest): boolean {
  const wanted = request.routeOptions.config.signedBody;
  if (wanted === undefined) return false;
  const given = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (given === wanted) return true;
  throw new DomainError(CommonErrors.unsupportedMediaType, { detail: `Send the body as \`${wanted}\`.` });
}
