/** Of a client of Redis, what this needs: it calls it each time it has connected, if it was given a password. */
interface Authenticating {
  auth(credentials: unknown, done: (error: Error | null | undefined) => void): unknown;
}

/** What Redis 5, and later ones, answer when they need no password. */
const needless = /no password is set|without any password configured/;

/** One sentence for the log, in place of the client's own on stderr. */
export const needlessPassword =
  "Redis needs no password, although cluster.redis gives one, so anybody who reaches it can read and change the game: " +
  "set requirepass in Redis, or leave the password out of the address";

/**
 * Has a client that was just made tell of a password that Redis does not need, where it would print a line of its own with each
 * connection. It keeps the password, as Redis may come to need it.
 */
export function hearNeedlessPassword(client: object, tell: () => void = () => undefined): void {
  const authenticating = client as Authenticating;
  const authenticate = authenticating.auth.bind(client);
  authenticating.auth = (credentials, done) =>
    authenticate(credentials, (error) => {
      const isNeedless = error instanceof Error && needless.test(error.message);
      if (isNeedless) tell();
      done(isNeedless ? null : error);
    });
}
