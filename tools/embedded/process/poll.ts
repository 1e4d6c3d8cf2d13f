import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 30;

/** Tries until `attempt` doesn't throw; throws its last error when `signal` aborts. */
export async function until<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await sleep(PAUSE_MS);
  }
}
