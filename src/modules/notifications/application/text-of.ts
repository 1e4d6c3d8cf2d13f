import type { FactsOf } from '../domain/facts.js';
import type { NotificationType } from '../domain/notification-type.js';
import type { Language, Text } from '../domain/texts/index.js';

/** The text of a notification in a language. */
export const textOf = <T extends NotificationType>(language: Language, type: T, facts: FactsOf<T>): Text =>
  language.texts[type](facts);
