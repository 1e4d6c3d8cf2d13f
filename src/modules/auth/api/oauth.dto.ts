import { IsString, Length, MaxLength } from 'class-validator';
import { IsOmittable } from '../../../common/validation/index.js';

export class OAuthStartDto {
  /**
   * Where to come back to: one of the server's OAUTH_REDIRECT_URLS, letter for letter; the first unless given
   * @example "https://app.example.com/signed-in"
   */
  @IsOmittable()
  @IsString()
  @MaxLength(2000)
  redirectTo?: string;
}

export class ProviderAddressDto {
  /**
   * Where the browser goes
   * @example "https://github.com/login/oauth/authorize?client_id=0123456789abcdef&state=5vFdXbC7mIuQ1nPzT0yKqL3sWf8hEoJpGaRx4MvYkZc"
   */
  location: string;
}

export class SignInCodeDto {
  /**
   * From the address that the browser was sent back to; good once, for a minute
   * @example "5vFdXbC7mIuQ1nPzT0yKqL3sWf8hEoJpGaRx4MvYkZc"
   */
  @IsString()
  @MaxLength(200)
  code: string;

  /**
   * A code of the authenticator app, or a recovery code, where the account asks for one
   * @example "287082"
   */
  @IsOmittable()
  @IsString()
  @Length(6, 20)
  totp?: string;
}
