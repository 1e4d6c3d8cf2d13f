/** What a strategy may use to bring up its server. */
export interface StartContext {
  /** Folder of this instance; a strategy keeps its data in a sub-folder of its own. */
  readonly dataDir: string;
  /** The data is thrown away at the end, so durability may be traded for speed. */
  readonly ephemeral: boolean;
  /** Environment in which servers are looked for (`PATH`, `MONGODB_URI`, ...). */
  readonly env: NodeJS.ProcessEnv;
  /** Folder for what is fetched once per user and shared by all checkouts. */
  readonly cacheDir: string;
  /** Takes one line about what goes on, for people. */
  readonly progress: (line: string) => void;
}

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  /** What was chosen, in words for people. */
  readonly description: string;
  /** Stops the server if it was started here; resolves when its processes are gone. */
  stop(): Promise<void>;
}

/** One way to get a server. */
export interface Strategy {
  readonly name: string;
  /**
   * Brings the server up, or resolves to `undefined` where this way is not open on this machine.
   * A way that is open but fails throws: falling through would silently show another, empty database.
   */
  start(context: StartContext): Promise<RunningServer | undefined>;
}

/**
 * Takes the first strategy that is open on this machine.
 * @param what what is looked for, in words for people
 * @param advice the ways there are to get one, for somebody whose machine has none that works
 * @throws Error with `advice` when no strategy is open, or the one that is fails
 */
export async function startFirst(
  what: string,
  strategies: readonly Strategy[],
  context: StartContext,
  advice: string,
): Promise<RunningServer> {
  for (const strategy of strategies) {
    const server = await strategy.start(context).catch((error: Error) => {
      throw new Error(`${strategy.name}: ${error.message}\n\n${advice}`, { cause: error });
    });
    if (server) return server;
  }
  throw new Error(`No ${what} found. ${advice}`);
}
