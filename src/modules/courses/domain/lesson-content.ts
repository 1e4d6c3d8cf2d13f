export const DOCUMENT_FORMATS = ['pdf', 'html', 'markdown', 'text'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export const GAME_TYPES = ['quiz', 'simulation', 'puzzle', 'scenario'] as const;
export type GameType = (typeof GAME_TYPES)[number];

export interface VideoContent {
  readonly url: string | null;
  /** The video's name at its host, where there is no address of its own. */
  readonly videoId: string | null;
  readonly thumbnailUrl: string | null;
  readonly captions: readonly { readonly language: string; readonly url: string }[];
}

export interface DocumentContent {
  readonly url: string | null;
  readonly content: string | null;
  readonly format: DocumentFormat;
}

export interface LabContent {
  readonly instructions: string;
  readonly environment: string | null;
  /** For who has completed the lab. */
  readonly solution: string | null;
  /** For who has completed the lab. */
  readonly hints: readonly string[];
}

export interface GameContent {
  readonly gameType: GameType;
  /** What the game's player needs; its shape is the player's business. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly instructions: string;
  readonly objectives: readonly string[];
}

export interface CodeContent {
  readonly instructions: string;
  readonly language: string;
  readonly starterCode: string;
  /** For who has completed the exercise. */
  readonly solution: string | null;
}

export interface TaskContent {
  readonly instructions: string;
}

/** What a lesson holds (003-14): the part that is named like the lesson's type, and no other. */
export interface LessonContent {
  readonly video?: VideoContent | null;
  readonly document?: DocumentContent | null;
  readonly lab?: LabContent | null;
  readonly game?: GameContent | null;
  readonly code?: CodeContent | null;
  readonly quiz?: TaskContent | null;
  readonly assignment?: TaskContent | null;
}
