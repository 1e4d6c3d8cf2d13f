import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readUserAgent } from '../../../common/user-agent/index.js';
import type { Device } from '../domain/session.js';

const USER_AGENT_LENGTH = 300;

/** Injects what the request tells of the device that it comes from. */
export const FromDevice = createParamDecorator((_: unknown, context: ExecutionContext): Device => {
  const { headers, ip } = context.switchToHttp().getRequest<FastifyRequest>();
  const userAgent = headers['user-agent']?.slice(0, USER_AGENT_LENGTH) ?? null;
  return { userAgent, ipAddress: ip, location: null, ...readUserAgent(userAgent) };
});
