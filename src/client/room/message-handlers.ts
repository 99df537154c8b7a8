/** A handler as Colyseus has them: of one type it gets the message, of `"*"` the type and the message. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- messages are whatever the server sends
export type MessageCallback = (...args: any[]) => unknown;

/** Handlers that add up, beside MGOBE's replaceable ones. */
export class MessageHandlers {
  private readonly handlers = new Map<string | number, Set<MessageCallback>>();

  get isEmpty(): boolean {
    return this.handlers.size === 0;
  }

  /** Adds a handler; returns the function that removes it. */
  add(type: string | number, callback: MessageCallback): () => void {
    const set = this.handlers.get(type) ?? new Set();
    this.handlers.set(type, set);
    set.add(callback);
    return () => {
      set.delete(callback);
      if (set.size === 0 && this.handlers.get(type) === set) this.handlers.delete(type);
    };
  }

  /** Calls the handlers of the type, or those of `"*"` if it has none. */
  emit(
    type: string | number,
    message: unknown,
    call: (handler: MessageCallback, ...args: unknown[]) => void,
  ): void {
    const own = this.handlers.get(type);
    if (own) for (const handler of [...own]) call(handler, message);
    else for (const handler of [...(this.handlers.get("*") ?? [])]) call(handler, type, message);
  }
}
