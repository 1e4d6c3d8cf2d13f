/** What is needed of a strategy of Passport; each says itself what it reads of a request. */
export interface PassportStrategy {
  authenticate(request: never): void;
}

/** What a strategy of Passport has to say about a request: who it is, where to go on, or nothing. */
export interface Verdict<T> {
  readonly user?: T;
  readonly location?: string;
}

/**
 * Runs a strategy as Passport's own middleware does, without the `node:http` request and response that it asks for: the
 * strategy says what it wants by calling one of these methods.
 *
 * @param request whatever the strategy reads
 * @throws what the strategy reports as an error
 */
export function runStrategy<T>(strategy: PassportStrategy, request: object): Promise<Verdict<T>> {
  return new Promise((resolve, reject) => {
    const attempt = Object.assign(Object.create(strategy) as PassportStrategy, {
      success: (user: T) => resolve({ user }),
      redirect: (location: string) => resolve({ location }),
      fail: () => resolve({}),
      error: reject,
    });
    attempt.authenticate(request as never);
  });
}
