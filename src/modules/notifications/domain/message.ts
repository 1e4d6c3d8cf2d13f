import type { Occasion } from './facts.js';
import type { NotificationType } from './notification-type.js';
import type { Category, Channel } from './preference.js';

/**
 * queued: to be sent. sent: the mail server has it. failed: it was given up, an operator may try it again. suppressed: the
 * recipient doesn't want it, or its occasion has passed.
 */
export const MESSAGE_STATES = ['queued', 'sent', 'failed', 'suppressed'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Something that goes out to somebody, or was to. It holds neither address nor text: both are looked up when it goes. */
export interface Message {
  readonly id: string;
  readonly userId: string;
  readonly channel: Channel;
  readonly category: Category;
  readonly type: NotificationType;
  readonly occasion: Occasion;
  readonly state: MessageState;
  /** How often sending was tried. */
  readonly attempts: number;
}
