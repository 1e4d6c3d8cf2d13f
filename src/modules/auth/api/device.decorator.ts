import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Device } from '../domain/session.js';

const USER_AGENT_LENGTH = 300;

/** Injects what the request tells of the device that it comes from. */
export const FromDevice = createParamDecorator((_: unknown, context: ExecutionContext): Device => {
  const { headers, ip } = context.switchToHttp().getRequest<FastifyRequest>();
  return { userAgent: headers['user-agent']?.slice(0, USER_AGENT_LENGTH) ?? null, ipAddress: ip };
});
