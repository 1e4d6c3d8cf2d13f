export const LEVELS = ['beginner', 'intermediate', 'advanced', 'expert'] as const;

/** How much somebody should know before (X9). */
export type Level = (typeof LEVELS)[number];
