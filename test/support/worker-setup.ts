import { randomUUID } from 'node:crypto';
import 'reflect-metadata';

// Files run side by side: each has a database and a part of Redis of its own.
const own = randomUUID().slice(0, 8);
process.env['MONGODB_DATABASE'] = `test_${own}`;
process.env['REDIS_KEY_PREFIX'] = `test-${own}`;
