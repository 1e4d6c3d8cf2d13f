import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { SignInRateLimit } from '../../../common/rate-limit/index.js';
import { OwnAccountDto } from '../../users/index.js';
import { SignIn } from '../application/sign-in.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { LoginDto, SignedInDto } from './login.dto.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(private readonly signIn: SignIn) {}

  /** Sign in with a password. */
  @Post('login')
  @HttpCode(200)
  @Public()
  @SignInRateLimit()
  @Throws(AuthErrors.invalidCredentials)
  async login(@Body() { email, password }: LoginDto): Promise<SignedInDto> {
    const { accessToken, expiresIn, user } = await this.signIn.execute(email, password);
    return { accessToken, expiresIn, user: OwnAccountDto.of(user) };
  }
}
