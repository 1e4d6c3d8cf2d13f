export { PersonalData, valuesOf, type PersonalFile, type Subject } from './personal-data.js';
export { PersonalDataModule } from './personal-data.module.js';
export { PersonalRecords } from './personal-records.js';
export { rowsOf } from './rows.js';
