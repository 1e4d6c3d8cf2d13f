import mongoose from 'mongoose';

/**
 * Settings of mongoose that hold for every schema of the process. Importing this file applies them, so whatever declares
 * schemas or connections imports it first.
 */
mongoose.set({
  // Collections and indexes are made by migrations only; a drift check compares them with the declarations.
  autoCreate: false,
  autoIndex: false,
  // A filter or a document that names an unknown path is a mistake, not a wish to be ignored.
  strict: 'throw',
  strictQuery: 'throw',
  // Values never act as operators, `{ $gt: '' }` included (000-52). Our own operators are marked with `trusted()`.
  sanitizeFilter: true,
  // Updates obey the validators of the schema as inserts do.
  runValidators: true,
  // Everything awaited inside `Transactions.run` joins its session.
  transactionAsyncLocalStorage: true,
});
