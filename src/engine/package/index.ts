export { type Dialect, findHook, type HookName, hookNames, type HookObject } from "./dialect";
export { type GameServerPackage } from "./game-server-package";
export { loadPackage, type LoadPackageOptions, type PackageSource } from "./load-package";
export { type ScriptMonitor } from "./script-context";
export { installProcessGuard, removeProcessGuard } from "./process-guard";
