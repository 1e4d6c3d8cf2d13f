import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export const DEFAULT_LIMIT = 20;
export const MAX_LIMIT = 100;

/** The query of a list; lists with a sort order or filters extend it. */
export class PageQuery {
  /** How many items to answer with at most */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  limit: number = DEFAULT_LIMIT;

  /** The `nextCursor` of the page before; leave it out for the first page */
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  cursor?: string;
}

/** Where a list goes on. */
export class PageInfoDto {
  /** @example 20 */
  limit: number;

  /**
   * What to send as `cursor` for the next page; null on the last one
   * @example "WyJwdWJsaXNoZWRBdDotMSwxNzY4NDcyNjAwMDAwIl0"
   */
  nextCursor: string | null;
}
