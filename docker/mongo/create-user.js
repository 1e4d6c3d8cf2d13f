// Runs once, when the data volume is empty: makes the application's account, which may read and write its own database
// and nothing else (000-04, 002-37).
const { MONGO_APP_PASSWORD, MONGODB_DATABASE } = process.env;

db.getSiblingDB('admin').createUser({
  user: 'lyceum',
  pwd: MONGO_APP_PASSWORD,
  roles: [{ role: 'readWrite', db: MONGODB_DATABASE }],
  mechanisms: ['SCRAM-SHA-256'],
});
