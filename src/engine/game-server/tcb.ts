const explanation =
  "No CloudBase module is configured: onInitGameServer got a stand-in. Install a CloudBase SDK for Node.js " +
  "and name it as `tcb` in the configuration, see docs/hosting.md.";

/** Hosts inside Tencent's network, which cannot be reached from anywhere else. */
const internalHost = /\btencentyun\.com\b/;

/**
 * What a script gets in `onInitGameServer(tcb)`: the module that the host was given, else a stand-in whose `init()` works
 * and whose calls reject with an explanation (spec mgobe-server §7.8, Q34).
 *
 * An internal `serviceUrl` in the configuration that the script passes to `init` is emptied, as MGOBE's own guide asked
 * for outside Tencent's network.
 */
export function createTcb(module?: unknown): unknown {
  if (typeof module !== "object" || module === null) return createStandIn();
  return new Proxy(module, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (key !== "init" || typeof member !== "function") return member;
      return (config?: unknown): unknown => Reflect.apply(member, target, [withoutInternalUrl(config)]);
    },
  });
}

function withoutInternalUrl(config: unknown): unknown {
  if (typeof config !== "object" || config === null) return config;
  const { serviceUrl } = config as { serviceUrl?: unknown };
  const isInternal = typeof serviceUrl === "string" && internalHost.test(serviceUrl);
  return isInternal ? { ...config, serviceUrl: "" } : config;
}

/**
 * An object that can be called and read to any depth, `db.collection("x").where({}).get()`, and that rejects when it is
 * awaited. The rejection is made on demand: a result that nobody looks at must not count as unhandled.
 */
function createStandIn(): unknown {
  const standIn: unknown = new Proxy(() => undefined, {
    get(_target, key) {
      if (typeof key === "symbol" || key === "toJSON") return undefined;
      if (key === "then" || key === "catch" || key === "finally") {
        return (...args: unknown[]): unknown =>
          Reflect.apply(Promise.prototype[key], Promise.reject(new Error(explanation)), args);
      }
      return standIn;
    },
    apply: () => standIn,
    construct: () => standIn as object,
  });
  // The module and what `init()` gives are no promises: a script may return them from an async function.
  return createInitialisable(standIn);
}

function createInitialisable(rejecting: unknown): unknown {
  const members = new Proxy(
    {},
    {
      get(_target, key): unknown {
        if (typeof key === "symbol" || key === "toJSON" || key === "then") return undefined;
        return key === "init" ? () => members : rejecting;
      },
    },
  );
  return members;
}
