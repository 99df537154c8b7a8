// Brings frames to a simulation one by one, in order and without gaps. What is missing, because one came late or the
// connection was away, is asked for.

export class FrameFollower {
  // request(beginFrameId, endFrameId) resolves to frames; apply(frame) takes the next one.
  constructor(request, apply) {
    this.request = request;
    this.apply = apply;
    this.next = 1;
    this.early = new Map();
    this.isAsking = false;
    this.isStopped = false;
  }

  receive(frame) {
    if (this.isStopped || frame.id < this.next) {
      return;
    }
    this.early.set(frame.id, frame);
    this.applyReady();
    if (this.early.size > 0) {
      this.fillGap();
    }
  }

  stop() {
    this.isStopped = true;
  }

  // True while frames are there that cannot be applied yet.
  get isBehind() {
    return this.early.size > 0;
  }

  applyReady() {
    for (let frame = this.early.get(this.next); frame; frame = this.early.get(this.next)) {
      this.early.delete(this.next);
      this.next++;
      this.apply(frame);
    }
  }

  async fillGap() {
    if (this.isAsking) {
      return;
    }
    this.isAsking = true;
    try {
      const first = Math.min(...this.early.keys());
      const frames = await this.request(this.next, first - 1);
      if (!this.isStopped) {
        frames.filter((frame) => frame.id >= this.next).forEach((frame) => this.early.set(frame.id, frame));
        this.applyReady();
      }
    } finally {
      this.isAsking = false;
    }
  }
}
