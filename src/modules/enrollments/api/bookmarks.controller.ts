import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { KeepBookmarks } from '../application/notebook/keep-bookmarks.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { NotebookErrors } from '../domain/notebook.errors.js';
import { BookmarkDto, BookmarkPageDto, MarkPlaceDto, placeOf } from './bookmark.dto.js';
import { NotebookQuery } from './note.dto.js';

const ID = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f407' };

@ApiTags('learning')
@Allow(Permission.Learn)
@Controller('enrollments/:id/bookmarks')
export class BookmarksController {
  constructor(private readonly bookmarks: KeepBookmarks) {}

  /** One's bookmarks in a course, the latest first. They stay when access ends. */
  @Get()
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound)
  async list(
    @Param('id', IdPipe) id: string,
    @Query() query: NotebookQuery,
    @CurrentUser() principal: Principal,
  ): Promise<BookmarkPageDto> {
    return mapPage(await this.bookmarks.list(principal, id, query), BookmarkDto.of);
  }

  /**
   * Mark a place: a second of a video, a page of a document, or a lesson as a whole. A place that is marked already keeps
   * its bookmark (200), with the new label if there is one.
   */
  @Post()
  @ApiParam(ID)
  @ApiCreatedResponse({ type: BookmarkDto })
  @ApiOkResponse({ type: BookmarkDto })
  @Throws(
    EnrollmentErrors.notFound,
    EnrollmentErrors.lessonNotFound,
    EnrollmentErrors.noAccess,
    EnrollmentErrors.lessonLocked,
    NotebookErrors.tooManyBookmarks,
  )
  async mark(
    @Param('id', IdPipe) id: string,
    @Body() place: MarkPlaceDto,
    @CurrentUser() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookmarkDto> {
    const label = place.label ?? null;
    const { bookmark, isNew } = await this.bookmarks.mark(principal, id, placeOf(place), label);
    reply.code(isNew ? 201 : 200);
    return BookmarkDto.of(bookmark);
  }

  /** Remove a bookmark, also when access has ended. */
  @Delete(':bookmarkId')
  @HttpCode(204)
  @ApiParam(ID)
  @ApiParam({ name: 'bookmarkId', example: '665f1c2ab7e4c0a1d2e3f40e' })
  @Throws(EnrollmentErrors.notFound, NotebookErrors.bookmarkNotFound)
  remove(
    @Param('id', IdPipe) id: string,
    @Param('bookmarkId', IdPipe) bookmarkId: string,
    @CurrentUser() principal: Principal,
  ): Promise<void> {
    return this.bookmarks.remove(principal, id, bookmarkId);
  }
}
