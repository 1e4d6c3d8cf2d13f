export const MATERIAL_TYPES = ['video', 'document', 'code', 'quiz', 'assignment'] as const;
export type MaterialType = (typeof MATERIAL_TYPES)[number];

/** Something that accompanies a course or a lesson (000-26). */
export interface Material {
  readonly id: string;
  readonly type: MaterialType;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly durationSeconds: number | null;
  readonly fileSizeBytes: number | null;
  /** Whether learners may keep a copy; they need full access for it (000-36). */
  readonly downloadable: boolean;
}

/** A material as its author hands it in; without an id it is a new one. */
export type MaterialValues = Omit<Material, 'id'> & { readonly id?: string };

/** A material, with what somebody needs to know who hands it out. */
export interface OfferedMaterial extends Material {
  /** The lesson that it accompanies; null for the course. */
  readonly lessonId: string | null;
  /** See `handing-out.ts`. */
  readonly mayBeKept: boolean;
}
