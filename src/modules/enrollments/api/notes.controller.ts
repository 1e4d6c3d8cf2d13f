import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Idempotent } from '../../../infra/idempotency/index.js';
import { KeepNotes } from '../application/notebook/keep-notes.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { NotebookErrors } from '../domain/notebook.errors.js';
import { ChangeNoteDto, NotebookQuery, NoteDto, NotePageDto, WriteNoteDto } from './note.dto.js';

const ID = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f407' };
const NOTE_ID = { name: 'noteId', example: '665f1c2ab7e4c0a1d2e3f40d' };

@ApiTags('learning')
@Allow(Permission.Learn)
@Controller('enrollments/:id/notes')
export class NotesController {
  constructor(private readonly notes: KeepNotes) {}

  /** One's notes in a course, the latest first. They stay when access ends. */
  @Get()
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound)
  async list(
    @Param('id', IdPipe) id: string,
    @Query() query: NotebookQuery,
    @CurrentUser() principal: Principal,
  ): Promise<NotePageDto> {
    return mapPage(await this.notes.list(principal, id, query), NoteDto.of);
  }

  /** Write a note about a lesson, or about a moment of its video. Nobody else sees it. */
  @Post()
  @Idempotent()
  @ApiParam(ID)
  @Throws(
    EnrollmentErrors.notFound,
    EnrollmentErrors.lessonNotFound,
    EnrollmentErrors.noAccess,
    EnrollmentErrors.lessonLocked,
    NotebookErrors.tooManyNotes,
  )
  async write(
    @Param('id', IdPipe) id: string,
    @Body() { lessonId, content, positionSeconds = null }: WriteNoteDto,
    @CurrentUser() principal: Principal,
  ): Promise<NoteDto> {
    return NoteDto.of(await this.notes.write(principal, id, { lessonId, content, positionSeconds }));
  }

  /** Change a note. */
  @Patch(':noteId')
  @ApiParam(ID)
  @ApiParam(NOTE_ID)
  @Throws(
    EnrollmentErrors.notFound,
    EnrollmentErrors.lessonNotFound,
    EnrollmentErrors.noAccess,
    EnrollmentErrors.lessonLocked,
    NotebookErrors.noteNotFound,
  )
  async change(
    @Param('id', IdPipe) id: string,
    @Param('noteId', IdPipe) noteId: string,
    @Body() { content, positionSeconds }: ChangeNoteDto,
    @CurrentUser() principal: Principal,
  ): Promise<NoteDto> {
    const changes = {
      ...(content !== undefined && { content }),
      ...(positionSeconds !== undefined && { positionSeconds }),
    };
    return NoteDto.of(await this.notes.change(principal, id, noteId, changes));
  }

  /** Remove a note, also when access has ended. */
  @Delete(':noteId')
  @HttpCode(204)
  @ApiParam(ID)
  @ApiParam(NOTE_ID)
  @Throws(EnrollmentErrors.notFound, NotebookErrors.noteNotFound)
  remove(
    @Param('id', IdPipe) id: string,
    @Param('noteId', IdPipe) noteId: string,
    @CurrentUser() principal: Principal,
  ): Promise<void> {
    return this.notes.remove(principal, id, noteId);
  }
}
