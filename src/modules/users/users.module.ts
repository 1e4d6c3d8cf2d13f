import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/index.js';
import { MeController } from './api/me.controller.js';
import { PeopleController } from './api/people.controller.js';
import { UsersController } from './api/users.controller.js';
import { AccountErasure } from './application/account-erasure.js';
import { Accounts } from './application/accounts.js';
import { CreateAdmin } from './application/create-admin.js';
import { AdminDecision } from './application/decisions/admin-decision.js';
import { ArchiveUser } from './application/decisions/archive-user.js';
import { AssignRole } from './application/decisions/assign-role.js';
import { ChangeStatus } from './application/decisions/change-status.js';
import { DecideApproval } from './application/decisions/decide-approval.js';
import { DeleteUser } from './application/decisions/delete-user.js';
import { DetailsVault } from './application/details-vault.js';
import { EmailKeys } from './application/email-keys.js';
import { GetAccount } from './application/get-account.js';
import { ListUsers } from './application/list-users.js';
import { NameChanges } from './application/name-changes.js';
import { People } from './application/people.js';
import { ShowPerson } from './application/show-person.js';
import { UnlockAccount } from './application/unlock-account.js';
import { ShowAccounts } from './application/show-accounts.js';
import { StandingChanges } from './application/standing-changes.js';
import { UpdateAccount } from './application/update-account.js';
import { UpdatePreferences } from './application/update-preferences.js';
import { UserPersonalData } from './application/user-personal-data.js';
import { UserReports } from './application/user-reports.js';
import { NamesHandler } from './jobs/names.handler.js';
import { PeopleRepository } from './persistence/people.repository.js';
import { UserErasureRepository } from './persistence/user-erasure.repository.js';
import { UserListRepository } from './persistence/user-list.repository.js';
import { UserReportsRepository } from './persistence/user-reports.repository.js';
import { UserRepository } from './persistence/user.repository.js';
import { UserStandingRepository } from './persistence/user-standing.repository.js';
import { USER_MODEL, userSchema } from './persistence/user.schema.js';
import { UsersSeed } from './seeds/users.seed.js';

const REPOSITORIES = [
  UserRepository,
  UserStandingRepository,
  UserListRepository,
  PeopleRepository,
  UserReportsRepository,
  UserErasureRepository,
];

const USE_CASES = [
  GetAccount,
  UpdateAccount,
  UpdatePreferences,
  DetailsVault,
  ShowPerson,
  ListUsers,
  AdminDecision,
  ArchiveUser,
  DeleteUser,
  DecideApproval,
  ChangeStatus,
  AssignRole,
  EmailKeys,
  NameChanges,
  UserPersonalData,
  UnlockAccount,
  ShowAccounts,
];

/** What other modules ask of this one. */
const FACADE = [Accounts, AccountErasure, StandingChanges, People, UserReports, CreateAdmin];

@Module({
  imports: [AuditModule, MongooseModule.forFeature([{ name: USER_MODEL, schema: userSchema }])],
  controllers: [MeController, UsersController, PeopleController],
  providers: [...REPOSITORIES, ...USE_CASES, ...FACADE, NamesHandler, UsersSeed],
  exports: FACADE,
})
export class UsersModule {}
