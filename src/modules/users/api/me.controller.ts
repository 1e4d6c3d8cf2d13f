import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { GetAccount } from '../application/get-account.js';
import { UpdateAccount } from '../application/update-account.js';
import { UpdatePreferences } from '../application/update-preferences.js';
import { UserErrors } from '../domain/user.errors.js';
import { OwnAccountDetailsDto } from './own-account.dto.js';
import { PreferencesDto } from './preferences.dto.js';
import { UpdateOwnAccountDto } from './update-account.dto.js';
import { UpdatePreferencesDto } from './update-preferences.dto.js';

@ApiTags('me')
@Allow(Permission.OwnAccount)
@Controller('users/me')
export class MeController {
  constructor(
    private readonly getAccount: GetAccount,
    private readonly updateAccount: UpdateAccount,
    private readonly updatePreferences: UpdatePreferences,
  ) {}

  /** The account of whoever asks. */
  @Get()
  async read(@CurrentUser() { userId }: Principal): Promise<OwnAccountDetailsDto> {
    return OwnAccountDetailsDto.withDetails(await this.getAccount.withDetails(userId));
  }

  /** Change one's own account. What isn't named stays; null clears what may be empty. */
  @Patch()
  @Throws(UserErrors.usernameTaken)
  async update(
    @CurrentUser() { userId }: Principal,
    @Body() changes: UpdateOwnAccountDto,
  ): Promise<OwnAccountDetailsDto> {
    await this.updateAccount.execute(userId, changes);
    return OwnAccountDetailsDto.withDetails(await this.getAccount.withDetails(userId));
  }

  /** One's own preferences. */
  @Get('preferences')
  async readPreferences(@CurrentUser() { userId }: Principal): Promise<PreferencesDto> {
    return PreferencesDto.of((await this.getAccount.execute(userId)).preferences);
  }

  /** Change one's own preferences. What isn't named stays; null goes back to the default. */
  @Patch('preferences')
  async changePreferences(
    @CurrentUser() { userId }: Principal,
    @Body() { notifications, ...changes }: UpdatePreferencesDto,
  ): Promise<PreferencesDto> {
    const { security: _, ...categories } = notifications?.categories ?? {};
    return PreferencesDto.of(
      await this.updatePreferences.execute(userId, {
        ...changes,
        notifications: { channels: notifications?.channels, categories },
      }),
    );
  }
}
