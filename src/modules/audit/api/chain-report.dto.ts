import { ApiProperty } from '@nestjs/swagger';
import { CHAIN_PROBLEMS, type ChainProblem, type ChainReport } from '../domain/chain.js';

export class AnchorDto {
  /**
   * How many entries are sealed
   * @example 4711
   */
  seq: number;

  /**
   * The hash of the last one: keep it elsewhere, and a later verification finds out whether the end was cut off
   * @example "b2p1rT0uQm3lYy0b8s3r9Jp7a1xw4nq5Zk6Dd2Hh9Vc"
   */
  hash: string;
}

export class ChainProblemDto {
  /** What is wrong with a line, or with the record of the chain's end */
  @ApiProperty({ enum: CHAIN_PROBLEMS, example: 'changed' })
  problem: ChainProblem['problem'];

  /** @example 4242 */
  @ApiProperty({ type: Number, nullable: true })
  seq: number | null;

  /** @example "665f1c2ab7e4c0a1d2e3f40a" */
  @ApiProperty({ type: String, nullable: true })
  entryId: string | null;
}

export class ChainReportDto {
  /** Whether every line is what was recorded, in its place, and none is missing */
  intact: boolean;

  /** Null when the record of the chain's end is gone */
  @ApiProperty({ type: AnchorDto, nullable: true })
  head: AnchorDto | null;

  /**
   * How many entries were read
   * @example 4711
   */
  checked: number;

  /**
   * Of how many the personal part was removed, as privacy asks for
   * @example 120
   */
  redacted: number;

  /**
   * How many wait to be sealed
   * @example 0
   */
  pending: number;

  /** The first problems; empty when there is none */
  problems: ChainProblemDto[];

  static of(report: ChainReport): ChainReportDto {
    return { ...report, problems: [...report.problems] };
  }
}
