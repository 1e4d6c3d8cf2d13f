import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** What a route is counted by, if not by the general limit. */
export type RateLimitRule = 'local' | 'sign-in' | 'none';

export const RATE_LIMIT = 'lyceum:rate-limit';

const rule = (value: RateLimitRule): CustomDecorator => SetMetadata(RATE_LIMIT, value);

/**
 * Counts the route in this process's memory only, so that its callers never wait for Redis. For cheap public reads:
 * the limit holds per instance.
 */
export const LocalRateLimit = (): CustomDecorator => rule('local');

/** Counts attempts at the route by address, whoever they claim to be: for sign-in and what else takes guesses (004-07). */
export const SignInRateLimit = (): CustomDecorator => rule('sign-in');

/** Doesn't count the route: for probes of the platform. */
export const NoRateLimit = (): CustomDecorator => rule('none');
