import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/index.js';
import { Cached } from '../../../infra/cache/index.js';
import { BrowseCatalogue } from '../application/browse-catalogue.js';
import { CategoryDto, CategoryListDto } from './category.dto.js';

@ApiTags('catalogue')
@Controller('categories')
export class CategoriesController {
  constructor(private readonly catalogue: BrowseCatalogue) {}

  /** The categories of the catalogue, by name. */
  @Get()
  @Public()
  @Cached({ ttl: 300, tags: ['categories'], scope: 'public' })
  async list(): Promise<CategoryListDto> {
    return { data: (await this.catalogue.listCategories()).map(CategoryDto.of) };
  }
}
