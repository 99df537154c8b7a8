import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Length of the pieces in which time is given out, µs: in the usual 100 ms a process would stand still for most of each. */
const period = 5_000;

const firstVersion = "/sys/fs/cgroup/cpu";
const secondVersion = "/sys/fs/cgroup";

/**
 * Holds processes to a share of a core each, by control groups of Linux, so that servers can be compared on a machine whose
 * cores would not be enough for them and the load generator.
 */
export class CpuQuota {
  private readonly folders: string[] = [];

  /** @param share of one core, for each process */
  constructor(private readonly share: number) {}

  /** Throws when the machine has no control groups, or does not let us make any. */
  hold(pid: number): void {
    const isFirst = existsSync(join(firstVersion, "cpu.cfs_quota_us"));
    const folder = join(isFirst ? firstVersion : secondVersion, `mgobe-bench-${pid}`);
    const quota = Math.round(this.share * period);
    mkdirSync(folder);
    this.folders.push(folder);
    if (isFirst) {
      writeFileSync(join(folder, "cpu.cfs_period_us"), String(period));
      writeFileSync(join(folder, "cpu.cfs_quota_us"), String(quota));
    } else writeFileSync(join(folder, "cpu.max"), `${quota} ${period}`);
    writeFileSync(join(folder, "cgroup.procs"), String(pid));
  }

  /** Takes the groups away, whose processes must have ended. */
  close(): void {
    for (const folder of this.folders.splice(0)) rmdirSync(folder);
  }
}
