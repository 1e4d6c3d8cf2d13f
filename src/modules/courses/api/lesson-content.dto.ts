import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { IsNested, IsOmittable, PlainText, RichText } from '../../../common/validation/index.js';
import { richText } from '../../../common/validation/rich-text.js';
import {
  DOCUMENT_FORMATS,
  GAME_TYPES,
  type DocumentFormat,
  type GameType,
  type LessonContent,
} from '../domain/lesson-content.js';
import { IsHttpUrl, IsLanguage, IsTextList } from './field.decorators.js';

const LONG = 100_000;

export class CaptionsDto {
  /** @example "en" */
  @IsLanguage()
  language: string;

  /** @example "https://videos.example.com/1.en.vtt" */
  @IsHttpUrl()
  url: string;
}

export class VideoContentDto {
  /** @example "https://videos.example.com/1.mp4" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  url?: string | null;

  /**
   * The video's name at its host, where it has no address of its own
   * @example "dQw4w9WgXcQ"
   */
  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(200)
  @ApiProperty({ type: String, nullable: true, required: false })
  videoId?: string | null;

  /** @example "https://images.example.com/1.jpg" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  thumbnailUrl?: string | null;

  @IsOmittable()
  @IsArray()
  @ArrayMaxSize(50)
  @IsNested(() => CaptionsDto, { each: true })
  captions?: CaptionsDto[];
}

export class DocumentContentDto {
  /** @example "https://files.example.com/handout.pdf" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  url?: string | null;

  /**
   * The document itself. HTML is cleaned; markdown and text are given out as they came, to be shown without HTML in them
   * @example "# Ownership"
   */
  @IsOptional()
  @Transform(({ value, obj }) => cleanDocument(value, (obj as DocumentContentDto).format), {
    toClassOnly: true,
  })
  @IsString()
  @MaxLength(LONG)
  @ApiProperty({ type: String, nullable: true, required: false })
  content?: string | null;

  @IsIn(DOCUMENT_FORMATS)
  @ApiProperty({ enum: DOCUMENT_FORMATS, example: 'markdown' })
  format: DocumentFormat;
}

const cleanDocument = (value: unknown, format: unknown): unknown =>
  format === 'html' && typeof value === 'string' ? richText(value) : value;

export class LabContentDto {
  /**
   * Simple HTML
   * @example "<p>Make the tests pass.</p>"
   */
  @RichText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONG)
  instructions: string;

  /** @example "node:24" */
  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(2000)
  @ApiProperty({ type: String, nullable: true, required: false })
  environment?: string | null;

  /**
   * Learners get it when they have completed the lab
   * @example "const sum = (a, b) => a + b;"
   */
  @IsOptional()
  @IsString()
  @MaxLength(LONG)
  @ApiProperty({ type: String, nullable: true, required: false })
  solution?: string | null;

  /**
   * Learners get them when they have completed the lab
   * @example ["Begin with the smallest test."]
   */
  @IsOmittable()
  @IsTextList(20, 1000)
  hints?: string[];
}

export class GameContentDto {
  @IsIn(GAME_TYPES)
  @ApiProperty({ enum: GAME_TYPES, example: 'puzzle' })
  gameType: GameType;

  /** What the game's player needs */
  @IsOmittable()
  @IsObject()
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { board: 'a1-h8' } })
  data?: Record<string, unknown>;

  /**
   * Simple HTML
   * @example "<p>Mate in three.</p>"
   */
  @IsOmittable()
  @RichText()
  @IsString()
  @MaxLength(LONG)
  instructions?: string;

  /** @example ["See the pin"] */
  @IsOmittable()
  @IsTextList(20, 500)
  objectives?: string[];
}

export class CodeContentDto {
  /**
   * Simple HTML
   * @example "<p>Write a function that adds.</p>"
   */
  @RichText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONG)
  instructions: string;

  /** @example "javascript" */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  language: string;

  /** @example "function sum(a, b) {}" */
  @IsOmittable()
  @IsString()
  @MaxLength(LONG)
  starterCode?: string;

  /**
   * Learners get it when they have completed the exercise
   * @example "const sum = (a, b) => a + b;"
   */
  @IsOptional()
  @IsString()
  @MaxLength(LONG)
  @ApiProperty({ type: String, nullable: true, required: false })
  solution?: string | null;
}

export class TaskContentDto {
  /**
   * Simple HTML
   * @example "<p>Ten questions, twenty minutes.</p>"
   */
  @RichText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONG)
  instructions: string;
}

/** What a lesson holds: the part that is named like its type. */
export class LessonContentDto {
  @IsOmittable()
  @IsNested(() => VideoContentDto)
  video?: VideoContentDto;

  @IsOmittable()
  @IsNested(() => DocumentContentDto)
  document?: DocumentContentDto;

  @IsOmittable()
  @IsNested(() => LabContentDto)
  lab?: LabContentDto;

  @IsOmittable()
  @IsNested(() => GameContentDto)
  game?: GameContentDto;

  @IsOmittable()
  @IsNested(() => CodeContentDto)
  code?: CodeContentDto;

  @IsOmittable()
  @IsNested(() => TaskContentDto)
  quiz?: TaskContentDto;

  @IsOmittable()
  @IsNested(() => TaskContentDto)
  assignment?: TaskContentDto;

  /** The parts that are there. */
  static of(this: void, content: LessonContent): LessonContentDto {
    return Object.fromEntries(Object.entries(content).filter(([, part]) => part != null));
  }
}

/** What an author has sent, complete: parts and fields that weren't named are empty. */
export function contentOf(dto: LessonContentDto): LessonContent {
  const { video, document, lab, game, code, quiz, assignment } = dto;
  return {
    ...(video && {
      video: {
        url: video.url ?? null,
        videoId: video.videoId ?? null,
        thumbnailUrl: video.thumbnailUrl ?? null,
        captions: (video.captions ?? []).map(({ language, url }) => ({ language, url })),
      },
    }),
    ...(document && {
      document: { url: document.url ?? null, content: document.content ?? null, format: document.format },
    }),
    ...(lab && {
      lab: {
        instructions: lab.instructions,
        environment: lab.environment ?? null,
        solution: lab.solution ?? null,
        hints: lab.hints ?? [],
      },
    }),
    ...(game && {
      game: {
        gameType: game.gameType,
        data: game.data ?? {},
        instructions: game.instructions ?? '',
        objectives: game.objectives ?? [],
      },
    }),
    ...(code && {
      code: {
        instructions: code.instructions,
        language: code.language,
        starterCode: code.starterCode ?? '',
        solution: code.solution ?? null,
      },
    }),
    ...(quiz && { quiz: { instructions: quiz.instructions } }),
    ...(assignment && { assignment: { instructions: assignment.instructions } }),
  };
}
