import { createConnection, Schema } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { mermaidEr } from './mermaid-er.js';

const userSchema = new Schema(
  {
    email: { type: String, required: true },
    profile: { firstName: String, address: { city: String } },
    roles: [String],
    settings: { type: Map, of: Boolean },
  },
  { collection: 'users' },
);
userSchema.index({ email: 1 }, { unique: true });

const paymentSchema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    enrollment: { type: Schema.Types.ObjectId, ref: 'Enrollment' },
    refunds: [{ amount: Number, approvedBy: { type: Schema.Types.ObjectId, ref: 'User' } }],
    watchers: [{ type: Schema.Types.ObjectId, ref: 'User' }],
    elsewhere: { type: Schema.Types.ObjectId, ref: 'Unknown' },
  },
  { collection: 'payments' },
);

const enrollmentSchema = new Schema(
  { user: { type: Schema.Types.ObjectId, ref: 'User', required: true } },
  { collection: 'enrollments' },
);
enrollmentSchema.index({ user: 1 }, { unique: true });

describe('mermaidEr', () => {
  const connection = createConnection();
  const models = [
    connection.model('User', userSchema),
    connection.model('Payment', paymentSchema),
    connection.model('Enrollment', enrollmentSchema),
  ];

  it('draws collections, nested objects, keys and references, whatever the order of the models', () => {
    const diagram = mermaidEr(models);
    expect(diagram).toBe(mermaidEr(models.toReversed()));
    expect(diagram).toBe(`erDiagram
  enrollments {
    ObjectId _id PK
    ObjectId user FK, UK
    number __v
  }
  payments {
    ObjectId _id PK
    ObjectId user FK
    ObjectId enrollment FK
    object[] refunds "amount, approvedBy"
    ObjectId[] watchers FK
    ObjectId elsewhere FK
    number __v
  }
  users {
    ObjectId _id PK
    string email UK
    object profile "firstName, address.city"
    string[] roles
    map settings
    number __v
  }
  users ||--o| enrollments : "user"
  users ||--o{ payments : "user"
  enrollments |o--o{ payments : "enrollment"
  users |o--o{ payments : "refunds.approvedBy"
  users }o--o{ payments : "watchers"`);
  });
});
