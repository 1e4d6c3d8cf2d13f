import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/index.js';
import { BrowseCatalogue } from '../application/browse-catalogue.js';
import { CategoryDto, CategoryListDto } from './category.dto.js';

@ApiTags('catalogue')
@Controller('categories')
export class CategoriesController {
  constructor(private readonly catalogue: BrowseCatalogue) {}

  /** The categories of the catalogue, by name. */
  @Get()
  @Public()
  async list(): Promise<CategoryListDto> {
    return { data: (await this.catalogue.listCategories()).map(CategoryDto.of) };
  }
}
