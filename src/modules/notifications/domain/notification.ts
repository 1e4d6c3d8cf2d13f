import type { NotificationType } from './notification-type.js';
import type { Category } from './preference.js';

/** An entry of somebody's inbox. */
export interface Notification {
  readonly id: string;
  readonly userId: string;
  readonly category: Category;
  readonly type: NotificationType;
  readonly title: string;
  readonly body: string;
  /** What it is about, as identifiers by name, and `link` where there is something to open. */
  readonly data: Readonly<Record<string, string>>;
  readonly readAt: Date | null;
  readonly createdAt: Date;
}
