export { AuthConfig } from './auth.config.js';
export { BackupConfig } from './backup.config.js';
export { ConfigModule } from './config.module.js';
export { EnvironmentError, readConfig } from './environment.js';
export { HttpConfig } from './http.config.js';
export { MailConfig } from './mail.config.js';
export { MongoConfig } from './mongo.config.js';
export { RedisConfig } from './redis.config.js';
export { RuntimeConfig } from './runtime.config.js';
