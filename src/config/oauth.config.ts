import { z } from 'zod';
import { namespace } from './namespace.js';
import { list, url } from './types.js';

/** Signing in with accounts that people have elsewhere (004-11). */
export class OAuthConfig extends namespace('Sign-in with other accounts', {
  OAUTH_REDIRECT_URLS: list()
    .default([])
    .describe(
      'Comma-separated addresses of client applications to which somebody may return, compared whole; CLIENT_URL unless set.',
    ),
  GITHUB_CLIENT_ID: z
    .string()
    .optional()
    .describe('The OAuth application at GitHub; without it nobody signs in with GitHub.'),
  GITHUB_CLIENT_SECRET: z.string().meta({ secret: true }).optional().describe('Its secret.'),
  GITHUB_BASE_URL: url('http', 'https')
    .default('https://github.com')
    .describe('Where GitHub is; the address of a GitHub Enterprise Server.'),
  GITHUB_API_URL: url('http', 'https')
    .default('https://api.github.com')
    .describe('Where its API is; `https://<host>/api/v3` of a GitHub Enterprise Server.'),
}) {}
