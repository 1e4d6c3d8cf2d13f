/** What cached answers about somebody's inbox depend on. */
export const inboxTag = (userId: string): string => `inbox:${userId}`;
