import { Body, Get, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Allow,
  CurrentUser,
  Permission,
  Public,
  RecentlyAuthenticated,
  type Principal,
} from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { SignInRateLimit } from '../../../common/rate-limit/index.js';
import { HttpConfig } from '../../../config/index.js';
import type { OAuthProvider } from '../application/oauth-provider.js';
import { OAuthRoundTrip } from '../application/oauth-round-trip.js';
import { RedeemSignInCode } from '../application/redeem-sign-in-code.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { FromDevice } from './device.decorator.js';
import { keepTicket, takeTicket } from './oauth-cookie.js';
import { OAuthStartDto, ProviderAddressDto, SignInCodeDto } from './oauth.dto.js';
import { TokensDto } from './tokens.dto.js';

/** What the provider may add to the address is its own affair, so these are not checked as a DTO would be. */
type CallbackQuery = Readonly<Partial<Record<'code' | 'state' | 'error', unknown>>>;

/** The routes of a provider, the same for each: `oauth-provider.module.ts` puts them under its name. */
@ApiTags('auth')
export abstract class OAuthController {
  /** Whether cookies travel over HTTPS only. */
  private readonly secure: boolean;

  constructor(
    private readonly provider: OAuthProvider,
    private readonly roundTrip: OAuthRoundTrip,
    private readonly redeemCode: RedeemSignInCode,
    { PUBLIC_URL }: HttpConfig,
  ) {
    this.secure = PUBLIC_URL.startsWith('https:');
  }

  /** Sign in with an account of this provider: for browsers, which go there and come back. */
  @Get()
  @HttpCode(302)
  @Public()
  @SignInRateLimit()
  @Throws(AuthErrors.providerNotSetUp)
  async start(@Query() { redirectTo }: OAuthStartDto, @Res() reply: FastifyReply): Promise<void> {
    const { location, ticket } = await this.roundTrip.begin(this.provider, { redirectTo });
    keepTicket(reply, ticket, this.secure);
    leave(reply, location);
  }

  /**
   * Begin to link an account of this provider to yours: send the browser to `location`. Ask with the browser itself and let
   * it keep cookies (`credentials: 'include'`), since it must be the one that comes back, in the session that has asked.
   */
  @Post('link')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Allow(Permission.OwnAccount)
  @RecentlyAuthenticated()
  @Throws(AuthErrors.providerNotSetUp)
  async link(
    @CurrentUser() { userId, sessionId }: Principal,
    @Body() { redirectTo }: OAuthStartDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProviderAddressDto> {
    const linker = { userId, sessionId };
    const { location, ticket } = await this.roundTrip.begin(this.provider, { redirectTo, linker });
    keepTicket(reply, ticket, this.secure);
    return { location };
  }

  /**
   * Where the provider sends browsers back. They go on to the client with a `code` to redeem, with `linked` when an account
   * was linked, or with an `error`.
   */
  @Get('callback')
  @HttpCode(302)
  @ApiQuery({ name: 'code', required: false, description: 'What the provider gives for asking who it is' })
  @ApiQuery({ name: 'state', required: false, description: 'Of the sign-in that this browser began' })
  @ApiQuery({ name: 'error', required: false, description: '`access_denied` when the person declined' })
  @Public()
  @SignInRateLimit()
  @Throws(
    AuthErrors.providerRefused,
    AuthErrors.providerUnavailable,
    AuthErrors.providerNotSetUp,
    AuthErrors.linkRequired,
    AuthErrors.emailMissing,
    AuthErrors.identityTaken,
    AuthErrors.providerLinked,
  )
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ticket = takeTicket(request, reply, this.secure);
    const { code, state, error } = request.query as CallbackQuery;
    const answer = { code: text(code), state: text(state), error: text(error) };
    leave(reply, await this.roundTrip.finish(this.provider, answer, ticket));
  }

  /**
   * Redeem the code of a sign-in for tokens. Where the account asks for a second factor, and `totp` is not there or wrong,
   * the code is used up and the answer has a `challenge` for `auth/2fa/challenge`.
   */
  @Post('token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @SignInRateLimit()
  @Throws(
    AuthErrors.invalidLink,
    AuthErrors.secondFactorRequired,
    AuthErrors.invalidSecondFactor,
    AuthErrors.tooManyAttempts,
  )
  token(@Body() { code, totp }: SignInCodeDto, @FromDevice() device: Device): Promise<TokensDto> {
    return this.redeemCode.execute(code, totp, device);
  }
}

/** A parameter that is given twice is a list, and none that is meant here. */
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const leave = (reply: FastifyReply, location: string) =>
  void reply.header('cache-control', 'no-store').redirect(location, 302);
