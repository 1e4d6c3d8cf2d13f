export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** The captured mail of a person. */
export class Mailbox {
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async find(to: string, subject: RegExp): Promise<Mail | undefined> {
    const answer = await fetch(new URL(`/api/messages?to=${encodeURIComponent(to)}`, this.url));
    const { data } = (await answer.json()) as { data: Mail[] };
    return data.find((mail) => subject.test(mail.subject));
  }
}

/** The token in the link of a mail. It stands behind the `#`, which browsers send to no server. */
export function tokenIn({ text }: Mail): string {
  const [, token] = /https?:\/\/\S+#token=(\S+)/.exec(text) ?? [];
  if (!token) throw new Error('There is no link in the mail.');
  return token;
}
