import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MeController } from './api/me.controller.js';
import { Accounts } from './application/accounts.js';
import { CreateAdmin } from './application/create-admin.js';
import { GetAccount } from './application/get-account.js';
import { People } from './application/people.js';
import { UserReports } from './application/user-reports.js';
import { PeopleRepository } from './persistence/people.repository.js';
import { UserReportsRepository } from './persistence/user-reports.repository.js';
import { UserRepository } from './persistence/user.repository.js';
import { USER_MODEL, userSchema } from './persistence/user.schema.js';
import { UsersSeed } from './seeds/users.seed.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: USER_MODEL, schema: userSchema }])],
  controllers: [MeController],
  providers: [
    UserRepository,
    PeopleRepository,
    UserReportsRepository,
    Accounts,
    People,
    UserReports,
    GetAccount,
    CreateAdmin,
    UsersSeed,
  ],
  exports: [Accounts, People, UserReports, CreateAdmin],
})
export class UsersModule {}
