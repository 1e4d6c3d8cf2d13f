import type { FactsOf } from '../facts.js';
import type { NotificationType } from '../notification-type.js';
import type { Category } from '../preference.js';

/** What a notification says, before a channel lays it out. Plain text: channels escape it. */
export interface Text {
  /** The heading in the inbox, the subject of the mail. */
  readonly title: string;
  /** The one paragraph of the inbox, the first of the mail. */
  readonly body: string;
  /** Lines that only the mail has. */
  readonly list?: readonly string[];
  /** A last paragraph that only the mail has. */
  readonly note?: string;
  readonly action?: { readonly label: string; readonly url: string };
}

/** Everything that Lyceum says in one language. */
export interface Language {
  /** The BCP 47 tag, as HTML names it. */
  readonly tag: string;
  readonly texts: { readonly [T in NotificationType]: (facts: FactsOf<T>) => Text };
  greeting(name: string): string;
  /** Why somebody gets a mail, and what can be done about it. */
  readonly because: Readonly<Record<Category, string>>;
}
