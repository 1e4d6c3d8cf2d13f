import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { ArchiveUser } from '../application/decisions/archive-user.js';
import { AssignRole } from '../application/decisions/assign-role.js';
import { ChangeStatus } from '../application/decisions/change-status.js';
import { DecideApproval } from '../application/decisions/decide-approval.js';
import { DeleteUser } from '../application/decisions/delete-user.js';
import { GetAccount } from '../application/get-account.js';
import { ListUsers } from '../application/list-users.js';
import { ShowAccounts } from '../application/show-accounts.js';
import { UnlockAccount } from '../application/unlock-account.js';
import { UpdateAccount } from '../application/update-account.js';
import type { User } from '../domain/user.js';
import { UserErrors } from '../domain/user.errors.js';
import { UpdateAccountDto } from './update-account.dto.js';
import { ReasonDto, RoleDto, UserDto, UserPageDto, UserQuery } from './user.dto.js';

/** Why an administrator can't decide anything about an account. */
const UNDECIDABLE = [CommonErrors.notFound, UserErrors.ownAccount, UserErrors.erased];

const USER = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f405' };

@ApiTags('users')
@Allow(Permission.ManageUsers)
@Controller('users')
export class UsersController {
  constructor(
    private readonly listUsers: ListUsers,
    private readonly getAccount: GetAccount,
    private readonly updateAccount: UpdateAccount,
    private readonly decideApproval: DecideApproval,
    private readonly changeStatus: ChangeStatus,
    private readonly archiveUser: ArchiveUser,
    private readonly deleteUser: DeleteUser,
    private readonly assignRole: AssignRole,
    private readonly unlockAccount: UnlockAccount,
    private readonly showAccounts: ShowAccounts,
  ) {}

  /** The accounts, newest first unless asked otherwise. */
  @Get()
  async list(@Query() query: UserQuery): Promise<UserPageDto> {
    const { data, page } = await this.listUsers.execute(query);
    return { data: (await this.showAccounts.execute(data)).map(UserDto.of), page };
  }

  /** One account. */
  @Get(':id')
  @ApiParam(USER)
  @Throws(CommonErrors.notFound)
  async read(@Param('id', IdPipe) id: string): Promise<UserDto> {
    return this.show(await this.getAccount.execute(id));
  }

  /** Change somebody's user name or profile. What isn't named stays; null clears what may be empty. */
  @Patch(':id')
  @ApiParam(USER)
  @Throws(CommonErrors.notFound, UserErrors.usernameTaken)
  async update(@Param('id', IdPipe) id: string, @Body() changes: UpdateAccountDto): Promise<UserDto> {
    return this.show(await this.updateAccount.execute(id, changes));
  }

  /** Let somebody teach or administer who waits for it. */
  @Post(':id/approve')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.notAwaitingApproval)
  async approve(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<UserDto> {
    return this.show(await this.decideApproval.approve(userId, id));
  }

  /** Refuse somebody who waits to teach or administer. The account stays, with the powers of a student. */
  @Post(':id/reject')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.notAwaitingApproval)
  async reject(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<UserDto> {
    return this.show(await this.decideApproval.reject(userId, id, reason));
  }

  /** Shut an account. Whoever is signed in with it is out at once. */
  @Post(':id/suspend')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.alreadySuspended)
  async suspend(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<UserDto> {
    return this.show(await this.changeStatus.suspend(userId, id, reason));
  }

  /** Open an account again. */
  @Post(':id/activate')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.alreadyActive)
  async activate(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<UserDto> {
    return this.show(await this.changeStatus.activate(userId, id));
  }

  /** Let somebody sign in at once who has to wait because of wrong attempts. */
  @Post(':id/unlock')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(CommonErrors.notFound)
  async unlock(@Param('id', IdPipe) id: string): Promise<UserDto> {
    return this.show(await this.unlockAccount.execute(id));
  }

  /** Set an account inactive, without blame. Whoever is signed in with it is out at once. */
  @Post(':id/deactivate')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.notActive)
  async deactivate(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<UserDto> {
    return this.show(await this.changeStatus.deactivate(userId, id));
  }

  /** Put an account aside: nobody signs in with it, and what its owner has written is hidden (004-06). */
  @Post(':id/archive')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.alreadyArchived)
  async archive(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<UserDto> {
    return this.show(await this.archiveUser.execute(userId, id));
  }

  /** Take an account out of the archive, with exactly what went into it. */
  @Post(':id/unarchive')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.notArchived)
  async unarchive(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<UserDto> {
    return this.show(await this.archiveUser.takeBack(userId, id));
  }

  /** Delete an account. It can be brought back; nothing of it is shown until then (004-06). */
  @Delete(':id')
  @HttpCode(204)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE)
  async remove(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.deleteUser.execute(userId, id);
  }

  /** Bring a deleted account back, with exactly what went with it. */
  @Post(':id/restore')
  @HttpCode(200)
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.notDeleted)
  async restore(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<UserDto> {
    return this.show(await this.deleteUser.restore(userId, id));
  }

  /** Give somebody a role, which counts from the next request on. It needs no further approval. */
  @Put(':id/role')
  @ApiParam(USER)
  @Throws(...UNDECIDABLE, UserErrors.serviceAccount)
  async setRole(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { role }: RoleDto,
  ): Promise<UserDto> {
    return this.show(await this.assignRole.execute(userId, id, role));
  }
  private async show(user: User): Promise<UserDto> {
    const [view] = await this.showAccounts.execute([user]);
    return UserDto.of(view!);
  }
}
