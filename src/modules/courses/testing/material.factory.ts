import { Factory } from 'fishery';
import { Types } from 'mongoose';
import type { MaterialDocument } from '../persistence/material.schema.js';

/** What accompanies a course or a lesson: a document that may be kept, unless said otherwise. */
export const materialFactory = Factory.define<MaterialDocument>(({ sequence }) => ({
  _id: new Types.ObjectId(),
  type: 'document',
  title: `Material ${sequence}`,
  description: '',
  url: `https://files.example.com/${sequence}.pdf`,
  durationSeconds: null,
  fileSizeBytes: 48_213,
  downloadable: true,
}));
