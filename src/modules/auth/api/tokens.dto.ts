import { IsString, MaxLength } from 'class-validator';

export class TokensDto {
  /**
   * Send it as `Authorization: Bearer <token>`
   * @example "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI2NjVmIn0.c2lnbmF0dXJl"
   */
  accessToken: string;

  /**
   * How long the access token is valid, in seconds
   * @example 600
   */
  expiresIn: number;

  /**
   * Gives new tokens, once; keep it secret
   * @example "1f0c8b5e-7a52-4d3e-9b1a-2c6f0e8d4a91.0.qLr0cZ5yI3mVb8KqQd2Xn1tWf7hEoJpGuSzAx4MvRkY"
   */
  refreshToken: string;
}

export class RefreshDto {
  /** @example "1f0c8b5e-7a52-4d3e-9b1a-2c6f0e8d4a91.0.qLr0cZ5yI3mVb8KqQd2Xn1tWf7hEoJpGuSzAx4MvRkY" */
  @IsString()
  @MaxLength(200)
  refreshToken: string;
}
