/** What is said about one kind of action, in one place. */
export interface ActionRule {
  /** As administrators read it. */
  readonly description: string;
  /** As the person concerned reads it among the own activity; without it, it isn't shown there. */
  readonly activity?: string;
  /** False for what concerns nobody but its author: then the activity alone has it. */
  readonly audited?: false;
  /**
   * The fields of `before` and `after` that tell nothing personal. They stay for as long as the entry does; all others can
   * be removed from it.
   */
  readonly facts?: readonly string[];
}

export type ActionRules = Readonly<Record<string, ActionRule>>;
