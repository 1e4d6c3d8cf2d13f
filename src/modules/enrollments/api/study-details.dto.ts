import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsInt, IsNumber, Matches, Max, Min } from 'class-validator';
import { IsNested, IsOmittable } from '../../../common/validation/index.js';
import { MAX_PAGES, type ReportedDetails, type StudyDetails } from '../domain/study-details.js';

/** No document has more pages, and nobody does anything more often. */
export const MAX_PAGE = 10_000;
const MAX_TOTAL = 1_000_000;

const Total = (): PropertyDecorator => (target, key) => {
  for (const decorate of [IsOmittable(), IsInt(), Min(0), Max(MAX_TOTAL)]) decorate(target, key);
};

/** Totals: what the server answered last, and what happened since. Smaller ones than before change nothing. */
export class ReportedActivityDto {
  /** @example 2 */
  @Total()
  views?: number;

  /** @example 5 */
  @Total()
  pauses?: number;

  /** @example 3 */
  @Total()
  seeks?: number;

  /** @example 1 */
  @Total()
  replays?: number;
}

export class ReportedLabDto {
  /** @example 2 */
  @Total()
  attempts?: number;

  /** @example true */
  @IsOmittable()
  @IsBoolean()
  completed?: boolean;

  /** @example 90 */
  @IsOmittable()
  @IsNumber()
  @Min(0)
  @Max(100)
  score?: number;

  /** @example 1 */
  @Total()
  hintsUsed?: number;
}

export class ReportedGameDto {
  /** @example 4 */
  @Total()
  attempts?: number;

  /** @example 3 */
  @Total()
  level?: number;

  /** @example 1200 */
  @Total()
  score?: number;

  /** @example 1850 */
  @Total()
  bestScore?: number;
}

/** What else a client may report. Nobody checks it, so it completes no lesson. */
export class ReportedDetailsDto implements ReportedDetails {
  @IsOmittable()
  @IsNested(() => ReportedActivityDto)
  activity?: ReportedActivityDto;

  /** @example 1.5 */
  @IsOmittable()
  @IsNumber()
  @Min(0.25)
  @Max(4)
  playbackSpeed?: number;

  /**
   * Such as `720p` or `auto`
   * @example "1080p"
   */
  @IsOmittable()
  @Matches(/^(auto|[1-9]\d{2,3}p)$/)
  quality?: string;

  /**
   * Those of a document, from 1; each counts once
   * @example [1, 2]
   */
  @IsOmittable()
  @IsArray()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MAX_PAGE, { each: true })
  @ArrayMaxSize(MAX_PAGES)
  pagesRead?: number[];

  @IsOmittable()
  @IsNested(() => ReportedLabDto)
  lab?: ReportedLabDto;

  @IsOmittable()
  @IsNested(() => ReportedGameDto)
  game?: ReportedGameDto;
}

export class ActivityDto {
  /** @example 2 */
  views: number;

  /** @example 5 */
  pauses: number;

  /** @example 3 */
  seeks: number;

  /** @example 1 */
  replays: number;
}

export class LabDetailsDto {
  /** @example 2 */
  attempts: number;

  /** @example true */
  completed: boolean;

  /**
   * The best, 0 to 100; null before there is one
   * @example 90
   */
  @ApiProperty({ type: Number, nullable: true })
  score: number | null;

  /** @example 1 */
  hintsUsed: number;
}

export class GameDetailsDto {
  /** @example 4 */
  attempts: number;

  /**
   * The highest
   * @example 3
   */
  level: number;

  /**
   * The latest
   * @example 1200
   */
  score: number;

  /** @example 1850 */
  bestScore: number;
}

/** What clients have told of somebody's work in a lesson. */
export class StudyDetailsDto {
  activity: ActivityDto;

  /** @example 1.5 */
  @ApiProperty({ type: Number, nullable: true })
  playbackSpeed: number | null;

  /** @example "1080p" */
  @ApiProperty({ type: String, nullable: true })
  quality: string | null;

  /** @example [1, 2] */
  pagesRead: number[];

  /** Null in lessons that are none */
  @ApiProperty({ type: LabDetailsDto, nullable: true })
  lab: LabDetailsDto | null;

  /** Null in lessons that are none */
  @ApiProperty({ type: GameDetailsDto, nullable: true })
  game: GameDetailsDto | null;

  static of({ activity, lab, game, pagesRead, ...playback }: StudyDetails): StudyDetailsDto {
    return { activity, ...playback, pagesRead: [...pagesRead], lab, game };
  }
}
