/** What keeps a backup from being made or restored; its message tells people what and, where there is one, the remedy. */
export class BackupFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupFailure';
  }
}
