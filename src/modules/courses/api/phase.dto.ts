import { ApiProperty, PartialType } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsOmittable, PlainText } from '../../../common/validation/index.js';
import { LEVELS, type Level } from '../domain/course.js';
import type { Phase, PhaseTotals } from '../domain/phase.js';
import { IsHttpUrl, IsIdList, IsTextList } from './field.decorators.js';

/** A new phase. */
export class CreatePhaseDto {
  /** @example "Foundations" */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  title: string;

  /** @example "What everybody needs before anything else." */
  @PlainText({ lines: true })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  description: string;

  /** @example "The beginning" */
  @IsOmittable()
  @PlainText()
  @IsString()
  @MaxLength(200)
  shortDescription?: string;

  /**
   * Its place among the phases, from 1
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(10_000)
  order: number;

  @IsIn(LEVELS)
  @ApiProperty({ enum: LEVELS, example: 'beginner' })
  difficulty: Level;

  /** @example 40 */
  @IsOmittable()
  @IsInt()
  @Min(0)
  @Max(10_000)
  estimatedHours?: number;

  /** @example ["basics"] */
  @IsOmittable()
  @IsTextList(20, 30)
  tags?: string[];

  /** @example ["Read and write simple programs"] */
  @IsOmittable()
  @IsTextList(30, 200)
  objectives?: string[];

  /**
   * The ids of the phases to finish first
   * @example []
   */
  @IsOmittable()
  @IsIdList(20)
  prerequisites?: string[];

  /** @example "https://images.example.com/foundations.jpg" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  image?: string | null;

  /** @example "https://images.example.com/foundations.svg" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  icon?: string | null;

  /** @example "#00ff41" */
  @IsOmittable()
  @Matches(/^#[0-9a-f]{6}$/)
  color?: string;

  /**
   * Whether learners see it
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  isActive?: boolean;
}

/** What to change of a phase; what isn't named stays. */
export class ChangePhaseDto extends PartialType(CreatePhaseDto, { skipNullProperties: false }) {}

/** A stage of learning with what its published courses add up to. */
export class PhaseDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40a" */
  id: string;

  /** @example "Foundations" */
  title: string;

  /** @example "foundations" */
  slug: string;

  /** @example "What everybody needs before anything else." */
  description: string;

  /** @example "The beginning" */
  shortDescription: string;

  /** @example 1 */
  order: number;

  @ApiProperty({ enum: LEVELS, example: 'beginner' })
  difficulty: Level;

  /** @example 40 */
  estimatedHours: number;

  /** @example ["basics"] */
  tags: string[];

  /** @example ["Read and write simple programs"] */
  objectives: string[];

  /** @example [] */
  prerequisites: string[];

  /** @example "https://images.example.com/foundations.jpg" */
  @ApiProperty({ type: String, nullable: true })
  image: string | null;

  /** @example "https://images.example.com/foundations.svg" */
  @ApiProperty({ type: String, nullable: true })
  icon: string | null;

  /** @example "#00ff41" */
  color: string;

  /** @example true */
  isActive: boolean;

  /** @example 5 */
  totalCourses: number;

  /** @example 60 */
  totalLessons: number;

  /** @example 108000 */
  totalDurationSeconds: number;

  static of(this: void, phase: Phase & PhaseTotals): PhaseDto {
    return {
      id: phase.id,
      title: phase.title,
      slug: phase.slug,
      description: phase.description,
      shortDescription: phase.shortDescription,
      order: phase.order,
      difficulty: phase.difficulty,
      estimatedHours: phase.estimatedHours,
      tags: [...phase.tags],
      objectives: [...phase.objectives],
      prerequisites: [...phase.prerequisites],
      image: phase.image,
      icon: phase.icon,
      color: phase.color,
      isActive: phase.isActive,
      totalCourses: phase.totalCourses,
      totalLessons: phase.totalLessons,
      totalDurationSeconds: phase.totalDurationSeconds,
    };
  }
}

export class PhaseListDto {
  data: PhaseDto[];
}
