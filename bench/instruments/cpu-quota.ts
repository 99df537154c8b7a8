import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Length of the pieces in which time is given out, µs: with the usual 100 ms a process would stand still for most of each. */
const period = 5_000;
/** Less is not given out by the system, µs. */
const leastQuota = 1_000;

const firstVersion = "/sys/fs/cgroup/cpu";
const secondVersion = "/sys/fs/cgroup";

/**
 * Holds processes to a share of a core each, by control groups of Linux, so that servers can be compared on a machine whose
 * cores are not enough for them and the load generator.
 */
export class CpuQuota {
  private readonly folders: string[] = [];

  /**
   * @param share of one core, for each process
   * @throws Error for a share that cannot be given out
   */
  constructor(private readonly share: number) {
    if (!(share * period >= leastQuota)) {
      throw new Error(
        `BENCH_CPU_QUOTA is a share of one core, at least ${leastQuota / period}; not ${share}`,
      );
    }
  }

  /** @throws Error in words when the machine has no control groups for CPU, or does not let us make any */
  hold(pid: number): void {
    const isFirst = existsSync(join(firstVersion, "cpu.cfs_quota_us"));
    const root = isFirst ? firstVersion : secondVersion;
    const quota = String(Math.round(this.share * period));
    try {
      if (!isFirst) writeFileSync(join(root, "cgroup.subtree_control"), "+cpu");
      const folder = join(root, `mgobe-bench-${pid}`);
      mkdirSync(folder);
      this.folders.push(folder);
      if (isFirst) {
        writeFileSync(join(folder, "cpu.cfs_period_us"), String(period));
        writeFileSync(join(folder, "cpu.cfs_quota_us"), quota);
      } else writeFileSync(join(folder, "cpu.max"), `${quota} ${period}`);
      writeFileSync(join(folder, "cgroup.procs"), String(pid));
    } catch (error) {
      this.close();
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `BENCH_CPU_QUOTA needs control groups for CPU that can be written (Linux, as root): ${reason}`,
        { cause: error },
      );
    }
  }

  /** Takes the groups away; their processes must have ended. */
  close(): void {
    for (const folder of this.folders.splice(0)) rmdirSync(folder);
  }
}
