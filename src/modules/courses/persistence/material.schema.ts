import { Schema, Types } from 'mongoose';
import { MATERIAL_TYPES, type Material, type MaterialValues } from '../domain/material.js';

export interface MaterialDocument extends Omit<Material, 'id'> {
  readonly _id: Types.ObjectId;
}

export const materialSchema = new Schema<MaterialDocument>(
  {
    type: { type: String, enum: MATERIAL_TYPES, required: true },
    title: { type: String, required: true, trim: true, maxlength: 200 },
    description: { type: String, default: '', maxlength: 1000 },
    url: { type: String, required: true, maxlength: 2000 },
    durationSeconds: { type: Number, min: 0, default: null },
    fileSizeBytes: { type: Number, min: 0, default: null },
    downloadable: { type: Boolean, required: true, default: false },
  },
  { id: false },
);

export const toMaterial = ({ _id, ...rest }: MaterialDocument): Material => ({ id: _id.toString(), ...rest });

/** Those that have an id keep it; what learners have downloaded is known by it. */
export const toStoredMaterials = (materials: readonly MaterialValues[]): MaterialDocument[] =>
  materials.map(({ id, ...rest }) => ({ _id: new Types.ObjectId(id), ...rest }));
