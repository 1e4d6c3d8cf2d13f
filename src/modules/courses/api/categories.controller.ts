import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, Permission, Public } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Cached } from '../../../infra/cache/index.js';
import { CATEGORIES_TAG } from '../application/catalogue-tags.js';
import { ManageCategories } from '../application/shelves/manage-categories.js';
import { AuthoringErrors } from '../domain/authoring.errors.js';
import { ShelfErrors } from '../domain/shelf.errors.js';
import { ChangeCategoryDto, CreateCategoryDto, RemoveCategoryQuery } from './category-input.dto.js';
import { CategoryDto, CategoryListDto } from './category.dto.js';

const CATEGORY = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f401' };

@ApiTags('catalogue')
@Allow(Permission.ManageCatalogue)
@Controller('categories')
export class CategoriesController {
  constructor(private readonly categories: ManageCategories) {}

  /** The categories of the catalogue, by name. */
  @Get()
  @Public()
  @Cached({ ttl: 300, tags: [CATEGORIES_TAG], scope: 'public' })
  async list(): Promise<CategoryListDto> {
    return { data: (await this.categories.list()).map(CategoryDto.of) };
  }

  /** Open a category. */
  @Post()
  @Throws(ShelfErrors.categoryTaken)
  async create(
    @Body() category: CreateCategoryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CategoryDto> {
    const created = await this.categories.create(category);
    reply.header('location', `/api/v1/courses?category=${created.slug}`);
    return CategoryDto.of(created);
  }

  /** Change a category. Its address stays. */
  @Patch(':id')
  @ApiParam(CATEGORY)
  @Throws(ShelfErrors.categoryNotFound)
  async change(@Param('id', IdPipe) id: string, @Body() changes: ChangeCategoryDto): Promise<CategoryDto> {
    return CategoryDto.of(await this.categories.change(id, changes));
  }

  /** Close a category. One that courses stand in needs another that takes them. */
  @Delete(':id')
  @HttpCode(204)
  @ApiParam(CATEGORY)
  @Throws(ShelfErrors.categoryNotFound, ShelfErrors.categoryInUse, AuthoringErrors.unknownCategory)
  async remove(@Param('id', IdPipe) id: string, @Query() query: RemoveCategoryQuery): Promise<void> {
    await this.categories.remove(id, query.reassignTo);
  }
}
