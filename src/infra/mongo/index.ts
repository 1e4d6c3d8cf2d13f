export { MongoModule } from './mongo.module.js';
export { Transactions } from './transactions.js';
export { translateMongoError } from './translate-mongo-error.js';
