/** Runs tasks strictly one after the other; a task is over when it calls `done`. */
export class SerialQueue {
  private readonly waiting: ((done: () => void) => void)[] = [];
  private isBusy = false;

  /** Runs the task now if nothing is under way, else when its turn comes. */
  run(task: (done: () => void) => void): void {
    this.waiting.push(task);
    if (!this.isBusy) this.next();
  }

  private next(): void {
    const task = this.waiting.shift();
    this.isBusy = task !== undefined;
    task?.(() => this.next());
  }
}
