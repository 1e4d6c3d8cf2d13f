import type { Role } from '../../../common/access/index.js';

export interface SamplePerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly role: Role;
}

/** The people of the documents (000-56), and one for each of the other roles. */
export const SAMPLE_PEOPLE: readonly SamplePerson[] = [
  { firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com', role: 'student' },
  { firstName: 'Jane', lastName: 'Smith', email: 'jane.smith@example.com', role: 'instructor' },
  { firstName: 'Mo', lastName: 'Derator', email: 'moderator@example.com', role: 'moderator' },
  { firstName: 'Ada', lastName: 'Min', email: 'admin@example.com', role: 'admin' },
];

const FIRST_NAMES = ['Amara', 'Ben', 'Chen', 'Dina', 'Emil', 'Fatima', 'Goran', 'Hana', 'Ivan', 'Juma'];
const LAST_NAMES = ['Adeyemi', 'Bauer', 'Costa', 'Dubois', 'Eriksen'];

/** A crowd: fifty people, every tenth of whom teaches. The same at every run. */
export const SAMPLE_CROWD: readonly SamplePerson[] = LAST_NAMES.flatMap((lastName) =>
  FIRST_NAMES.map((firstName, index) => ({
    firstName,
    lastName,
    email: `${firstName}.${lastName}@example.com`.toLowerCase(),
    role: index === 0 ? 'instructor' : 'student',
  })),
);
