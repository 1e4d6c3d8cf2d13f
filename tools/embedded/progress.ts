const SLOW_MS = 800;

/** Awaits `work` and says `line` if it takes long enough for a person to wonder. */
export async function tellIfSlow<T>(
  progress: (line: string) => void,
  line: string,
  work: Promise<T>,
): Promise<T> {
  const timer = setTimeout(() => progress(line), SLOW_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
