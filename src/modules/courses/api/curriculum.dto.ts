import { ArrayMaxSize, IsArray, IsInt, IsMongoId, Min } from 'class-validator';
import { IsNested, IsOmittable } from '../../../common/validation/index.js';
import type { Curriculum } from '../application/curriculum/read-curriculum.js';
import { MAX_LESSONS, MAX_SECTIONS, type SectionNode } from '../domain/curriculum-tree.js';
import { ChangeLessonDto, lessonChangesOf } from './lesson-input.dto.js';
import { LessonDto } from './lesson.dto.js';
import { ChangeSectionDto, SectionDto } from './section.dto.js';

/** An existing lesson by its id with what changes, or a new one, which needs a title and a type. */
export class LessonNodeDto extends ChangeLessonDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40c" */
  @IsOmittable()
  @IsMongoId()
  id?: string;
}

/** An existing section by its id with what changes, or a new one, which needs a title. */
export class SectionNodeDto extends ChangeSectionDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40b" */
  @IsOmittable()
  @IsMongoId()
  id?: string;

  /** In their order */
  @IsArray()
  @ArrayMaxSize(MAX_LESSONS)
  @IsNested(() => LessonNodeDto, { each: true })
  lessons: LessonNodeDto[];
}

/** A whole curriculum. What it doesn't name is switched off. */
export class CurriculumInputDto {
  /**
   * The version that the change was made from
   * @example 7
   */
  @IsInt()
  @Min(0)
  version: number;

  /** In their order */
  @IsArray()
  @ArrayMaxSize(MAX_SECTIONS)
  @IsNested(() => SectionNodeDto, { each: true })
  sections: SectionNodeDto[];
}

export const treeOf = ({ sections }: CurriculumInputDto): SectionNode[] =>
  sections.map(({ lessons, ...section }) => ({
    ...section,
    lessons: lessons.map(({ id, ...lesson }) => ({ id, ...lessonChangesOf(lesson) })),
  }));

export class CurriculumSectionDto extends SectionDto {
  lessons: LessonDto[];
}

/** A whole curriculum with everything in it, for those who make and review the course. */
export class CurriculumDto {
  /**
   * Send it back with a change of the whole
   * @example 7
   */
  version: number;

  /**
   * The `version` of the course that this curriculum belongs to
   * @example 12
   */
  courseVersion: number;

  sections: CurriculumSectionDto[];

  static of({ version, courseVersion, sections }: Curriculum): CurriculumDto {
    return {
      version,
      courseVersion,
      sections: sections.map((section) => ({
        ...SectionDto.of(section),
        lessons: section.lessons.map(LessonDto.of),
      })),
    };
  }
}
