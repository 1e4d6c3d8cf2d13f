import { Global, Module } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { MongoConnector } from './mongo-connector.js';
import { Transactions } from './transactions.js';

/**
 * The connection, transactions and what watches over them. Features register their models with
 * `MongooseModule.forFeature`, which finds the connection here.
 */
@Global()
@Module({
  providers: [
    MongoConnector,
    {
      provide: getConnectionToken(),
      inject: [MongoConnector],
      useFactory: ({ connection }: MongoConnector) => connection,
    },
    Transactions,
  ],
  exports: [getConnectionToken(), Transactions],
})
export class MongoModule {}
