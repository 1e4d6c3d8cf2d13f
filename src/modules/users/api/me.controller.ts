import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { GetAccount } from '../application/get-account.js';
import { OwnAccountDto } from './own-account.dto.js';

@ApiTags('me')
@Controller('users/me')
export class MeController {
  constructor(private readonly getAccount: GetAccount) {}

  /** The account of whoever asks. */
  @Get()
  @Allow(Permission.OwnAccount)
  async read(@CurrentUser() { userId }: Principal): Promise<OwnAccountDto> {
    return OwnAccountDto.of(await this.getAccount.execute(userId));
  }
}
