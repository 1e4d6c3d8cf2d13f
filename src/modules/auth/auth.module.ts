import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { Authenticator } from '../../common/access/index.js';
import { AuthConfig } from '../../config/index.js';
import { UsersModule } from '../users/index.js';
import { AuthController } from './api/auth.controller.js';
import { AccessTokens } from './application/access-tokens.js';
import { SignIn } from './application/sign-in.js';
import { TokenAuthenticator } from './application/token-authenticator.js';

@Module({
  imports: [
    UsersModule,
    JwtModule.registerAsync({
      inject: [AuthConfig],
      useFactory: ({ JWT_SECRET }: AuthConfig) => ({
        secret: JWT_SECRET,
        signOptions: { algorithm: 'HS256' },
      }),
    }),
  ],
  controllers: [AuthController],
  providers: [SignIn, AccessTokens, { provide: Authenticator, useClass: TokenAuthenticator }],
  exports: [Authenticator],
})
export class AuthModule {}
