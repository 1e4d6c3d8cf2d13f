import { Factory } from 'fishery';
import { Types } from 'mongoose';
import type { SectionDocument } from '../persistence/section.schema.js';

/** Documents of the `sections` collection. */
export const sectionFactory = Factory.define<SectionDocument>(({ sequence }) => ({
  _id: new Types.ObjectId(),
  course: new Types.ObjectId(),
  title: `Section ${sequence}`,
  description: '',
  order: sequence,
  isActive: true,
  isDeleted: false,
}));
