import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MeController } from './api/me.controller.js';
import { Accounts } from './application/accounts.js';
import { CreateAdmin } from './application/create-admin.js';
import { GetAccount } from './application/get-account.js';
import { UserRepository } from './persistence/user.repository.js';
import { USER_MODEL, userSchema } from './persistence/user.schema.js';
import { UsersSeed } from './seeds/users.seed.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: USER_MODEL, schema: userSchema }])],
  controllers: [MeController],
  providers: [UserRepository, Accounts, GetAccount, CreateAdmin, UsersSeed],
  exports: [Accounts, CreateAdmin],
})
export class UsersModule {}
