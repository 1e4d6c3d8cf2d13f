import { Factory } from 'fishery';
import { Types } from 'mongoose';
import { DEFAULT_PHASE_COLOR } from '../domain/phase.js';
import type { PhaseDocument } from '../persistence/phase.schema.js';

/** Documents of the `phases` collection. */
export const phaseFactory = Factory.define<PhaseDocument>(({ sequence }) => ({
  _id: new Types.ObjectId(),
  title: `Phase ${sequence}`,
  slug: `phase-${sequence}`,
  description: 'What a phase is for.',
  shortDescription: '',
  order: sequence,
  difficulty: 'beginner',
  estimatedHours: 10,
  tags: [],
  objectives: [],
  prerequisites: [],
  image: null,
  icon: null,
  color: DEFAULT_PHASE_COLOR,
  isActive: true,
  graphVersion: 0,
}));
