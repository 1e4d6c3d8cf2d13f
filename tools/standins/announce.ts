/** Prints, as one line of JSON, what others need to know of a stand-in, and closes it when this process is told to stop. */
export function announce(what: object, close: () => Promise<unknown>): void {
  const stop = () => void close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Last: whoever reads it may tell this process to stop.
  console.log(JSON.stringify(what));
}
