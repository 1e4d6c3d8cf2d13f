/** What a notification is about; people choose by it what they hear of (X20). */
export const CATEGORIES = ['security', 'service', 'progress', 'achievement', 'marketing', 'chat'] as const;
export type Category = (typeof CATEGORIES)[number];

/** The ways on which notifications go out today. */
export const CHANNELS = ['inApp', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Those that nobody chooses: `security` protects the account, `service` is owed by a contract or an office. */
type ChosenCategory = Exclude<Category, 'security' | 'service'>;

/** Whether people choose if they hear of it. */
export const isChosen = (category: Category): category is ChosenCategory =>
  category !== 'security' && category !== 'service';

/** What of somebody's settings decides. */
export interface Recipient {
  readonly emailVerified: boolean;
  readonly status: string;
  readonly notifications: {
    readonly channels: Readonly<Record<Channel, boolean>>;
    readonly categories: Readonly<Record<ChosenCategory, boolean>>;
  };
}

/**
 * Why a notification isn't sent to somebody on a channel; undefined when it is. Security can't be switched off. Everything
 * else goes to those who are here, at an address that is theirs, if they want to hear it and this way.
 */
export function suppressionOf(
  recipient: Recipient,
  category: Category,
  channel: Channel,
): string | undefined {
  if (category === 'security') return undefined;
  const { channels, categories } = recipient.notifications;
  if (recipient.status !== 'active') return 'account-inactive';
  if (channel === 'email' && !recipient.emailVerified) return 'email-not-verified';
  if (!channels[channel]) return 'channel-off';
  if (isChosen(category) && !categories[category]) return 'category-off';
  return undefined;
}
