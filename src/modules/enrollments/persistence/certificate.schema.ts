import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';

export const CERTIFICATE_MODEL = 'Certificate';

/** Certificates outlive their courses and enrollments, so they are never deleted with them. */
export interface CertificateDocument extends BaseDocument {
  readonly code: string;
  readonly enrollment: Types.ObjectId;
  readonly user: Types.ObjectId;
  readonly course: Types.ObjectId;
  readonly holderName: string;
  readonly courseTitle: string;
  readonly instructorName: string;
  readonly durationSeconds: number;
  readonly completedAt: Date;
  readonly issuedAt: Date;
  readonly revocation: {
    readonly at: Date;
    readonly reason: string;
    readonly by: Types.ObjectId | null;
  } | null;
}

const revocationSchema = new Schema(
  {
    at: { type: Date, required: true },
    reason: { type: String, required: true, maxlength: 500 },
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
  },
  { _id: false },
);

export const certificateSchema = new Schema<CertificateDocument>(
  {
    code: { type: String, required: true },
    enrollment: { type: Schema.Types.ObjectId, ref: 'Enrollment', required: true },
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    holderName: { type: String, required: true },
    courseTitle: { type: String, required: true },
    // Empty when the instructor's account was gone.
    instructorName: { type: String, default: '' },
    durationSeconds: { type: Number, required: true, min: 0 },
    completedAt: { type: Date, required: true },
    issuedAt: { type: Date, required: true },
    revocation: { type: revocationSchema, default: null },
  },
  { ...baseSchemaOptions, collection: 'certificates' },
);

// One an enrollment, however often it is asked for (000-34).
certificateSchema.index({ enrollment: 1 }, { unique: true });
// A holder's own, the latest first.
certificateSchema.index({ user: 1, issuedAt: -1, _id: -1 });
// Verification.
certificateSchema.index({ code: 1 }, { unique: true });
// A holder's (002-38).
certificateSchema.index({ user: 1 });
// Those that name the instructor of a course (A.7).
certificateSchema.index({ course: 1 });
