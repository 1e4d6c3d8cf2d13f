/**
 * Who shows what people are called to everybody and remembers it for a while: a provider that extends this class is found
 * and told, whichever module it is of.
 */
export abstract class NameReaders {
  /**
   * Somebody is called otherwise, or what others may see of the name is another, from now on. It may be told twice.
   *
   * @throws Error when an old name could still be shown
   */
  abstract forget(userId: string): Promise<void>;
}
