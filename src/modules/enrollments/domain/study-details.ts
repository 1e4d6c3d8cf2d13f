/** More pages than this are remembered for no lesson (T14). */
export const MAX_PAGES = 500;

/** How a learner handles a lesson, in totals (003-22). */
export interface Activity {
  readonly views: number;
  readonly pauses: number;
  readonly seeks: number;
  readonly replays: number;
}

/** How a lab went, as its learner's client tells (003-23). */
export interface LabDetails {
  readonly attempts: number;
  readonly completed: boolean;
  /** The best, 0 to 100; null before there is one. */
  readonly score: number | null;
  readonly hintsUsed: number;
}

/** How a game went, as its learner's client tells (003-23). */
export interface GameDetails {
  readonly attempts: number;
  readonly level: number;
  /** The latest. */
  readonly score: number;
  readonly bestScore: number;
}

/**
 * What else is known of somebody's work in a lesson. Clients tell it and nobody checks it, so it completes nothing:
 * what is graded belongs to assessments.
 */
export interface StudyDetails {
  readonly activity: Activity;
  /** Of the last report; 1 is the speed at which it was recorded. */
  readonly playbackSpeed: number | null;
  /** Of the last report, such as `1080p` or `auto`. */
  readonly quality: string | null;
  /** Numbers from 1, each once, in order. */
  readonly pagesRead: readonly number[];
  readonly lab: LabDetails | null;
  readonly game: GameDetails | null;
}

/** What a client tells of it: totals, never what was added. What is left out says nothing. */
export interface ReportedDetails {
  readonly activity?: Partial<Activity>;
  readonly playbackSpeed?: number;
  readonly quality?: string;
  readonly pagesRead?: readonly number[];
  readonly lab?: Partial<LabDetails>;
  readonly game?: Partial<GameDetails>;
}

export const NO_DETAILS: StudyDetails = {
  activity: { views: 0, pauses: 0, seeks: 0, replays: 0 },
  playbackSpeed: null,
  quality: null,
  pagesRead: [],
  lab: null,
  game: null,
};

/** Totals only grow, so a report that arrives twice or late changes nothing. */
export const withReported = (before: StudyDetails, reported: ReportedDetails): StudyDetails => ({
  activity: grown(before.activity, reported.activity),
  playbackSpeed: reported.playbackSpeed ?? before.playbackSpeed,
  quality: reported.quality ?? before.quality,
  pagesRead: pagesOf(before.pagesRead, reported.pagesRead),
  lab: reported.lab ? labWith(before.lab, reported.lab) : before.lab,
  game: reported.game ? gameWith(before.game, reported.game) : before.game,
});

const grown = (before: Activity, { views, pauses, seeks, replays }: Partial<Activity> = {}): Activity => ({
  views: most(before.views, views),
  pauses: most(before.pauses, pauses),
  seeks: most(before.seeks, seeks),
  replays: most(before.replays, replays),
});

const pagesOf = (before: readonly number[], reported: readonly number[] = []): number[] =>
  [...new Set([...before, ...reported])].slice(0, MAX_PAGES).toSorted((a, b) => a - b);

const labWith = (before: LabDetails | null, reported: Partial<LabDetails>): LabDetails => ({
  attempts: most(before?.attempts, reported.attempts),
  completed: (before?.completed ?? false) || (reported.completed ?? false),
  score: isNumber(before?.score) || isNumber(reported.score) ? most(before?.score, reported.score) : null,
  hintsUsed: most(before?.hintsUsed, reported.hintsUsed),
});

const gameWith = (before: GameDetails | null, reported: Partial<GameDetails>): GameDetails => ({
  attempts: most(before?.attempts, reported.attempts),
  level: most(before?.level, reported.level),
  score: reported.score ?? before?.score ?? 0,
  bestScore: most(before?.bestScore, reported.bestScore, reported.score),
});

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number';

const most = (...values: (number | null | undefined)[]): number => Math.max(0, ...values.filter(isNumber));
