/** Any handler; `MessageCallback` says what each type's gets. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- messages are whatever the server sends
type AnyCallback = (...args: any[]) => unknown;

/** Handlers that add up, beside MGOBE's replaceable ones. */
export class MessageHandlers {
  private readonly handlers = new Map<string | number, Set<AnyCallback>>();

  /** True while there is no handler. */
  get isEmpty(): boolean {
    return this.handlers.size === 0;
  }

  /** Adds a handler; returns the function that removes it. */
  add(type: string | number, callback: AnyCallback): () => void {
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
    call: (handler: AnyCallback, ...args: unknown[]) => void,
  ): void {
    const own = this.handlers.get(type);
    if (own) for (const handler of [...own]) call(handler, message);
    else for (const handler of [...(this.handlers.get("*") ?? [])]) call(handler, type, message);
  }
}
