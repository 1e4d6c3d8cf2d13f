export { Seed, type SampleSignIn, type SeedContext } from './seed.js';
export { Seeder } from './seeder.js';
export { SeedingModule } from './seeding.module.js';
