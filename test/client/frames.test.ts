import { Bench, player, roomInfo } from "./fake-server";

// proves: Room.retryAutoRequestFrame, Room.onAutoRequestFrameError
// proves: StatCallbacks.onFitFrameTime, StatCallbacks.onBstFrameRate

const running = { frameSyncState: 1, startGameTime: 100 };

function frame(id: number, items: unknown[] = []): any {
  return { id, items, ext: { seed: id * 7 }, roomId: "room1" };
}

interface Stage {
  bench: Bench;
  room: any;
  /** "id" of each delivered frame, with "r" for a replayed one. */
  seen: string[];
  push(...ids: number[]): void;
}

async function stage(config: Record<string, unknown> = {}): Promise<Stage> {
  const bench = new Bench();
  await bench.init(config);
  const room = await bench.join(running);
  const seen: string[] = [];
  room.onRecvFrame = ({ data }: any) => seen.push(`${data.frame.id}${data.frame.isReplay ? "r" : ""}`);
  const push = (...ids: number[]) => {
    for (const id of ids) bench.server.room!.emit("onRecvFrame", { frame: frame(id) }, `s${id}`);
  };
  return { bench, room, seen, push };
}

/** Answers requestFrame from a history of `length` frames. */
function serveHistory(bench: Bench, length: number): void {
  bench.server.answers.requestFrame = ({ beginFrameId, endFrameId }) => {
    const frames = [];
    for (let id = beginFrameId; id <= Math.min(endFrameId, length); id++) frames.push(frame(id));
    return { code: 0, data: { frames, isPartial: false } };
  };
}

describe("frames without automatic filling", () => {
  test("come with their room and time, in order, none twice", async () => {
    const { bench, room, seen, push } = await stage();
    const events: any[] = [];
    const count = room.onRecvFrame;
    room.onRecvFrame = (event: any) => {
      events.push(event);
      count(event);
    };
    bench.server.room!.emit(
      "onRecvFrame",
      { frame: frame(1, [{ playerId: "me", data: { x: 1 }, timestamp: 5 }]) },
      "9",
    );
    expect(events[0].seq).toBe("9");
    expect(events[0].data.frame).toEqual({
      id: 1,
      items: [{ playerId: "me", data: { x: 1 }, timestamp: 5 }],
      ext: { seed: 7 },
      roomId: "room1",
      time: bench.clock.now(),
    });
    push(2, 2, 1 + 3, 3, 4, 5);
    expect(seen).toEqual(["1", "2", "4", "5"]);
  });

  test("are ignored while the room is stopped", async () => {
    const { bench, seen, push } = await stage();
    push(1);
    bench.server.room!.emit("onStopFrameSync", { roomInfo: roomInfo({ frameSyncState: 0 }) });
    push(2);
    expect(seen).toEqual(["1"]);
  });

  test("count from one again after a new start", async () => {
    const { bench, seen, push } = await stage();
    push(1, 2, 3);
    bench.server.room!.emit("onStartFrameSync", { roomInfo: roomInfo({ ...running, startGameTime: 200 }) });
    push(2, 3);
    expect(seen).toEqual(["1", "2", "3", "2", "3"]);
    push(1, 2);
    expect(seen.slice(5)).toEqual(["1", "2"]);
  });

  test("are nobody's after I am out of the room", async () => {
    const { bench, room, seen, push } = await stage();
    push(1, 2);
    room.roomInfo = roomInfo({ ...running, playerList: [player("other")] });
    room.roomInfo = roomInfo(running);
    bench.server.room!.emit("onChangeRoom", { roomInfo: roomInfo(running) });
    push(3);
    expect(seen).toEqual(["1", "2", "3"]);
  });
});

describe("frames with automatic filling", () => {
  test("a gap is filled before what follows, with isReplay and an empty seq", async () => {
    const { bench, room, seen, push } = await stage({ isAutoRequestFrame: true });
    serveHistory(bench, 100);
    push(1, 2);
    const seqs: string[] = [];
    const count = room.onRecvFrame;
    room.onRecvFrame = (event: any) => {
      seqs.push(event.seq);
      count(event);
    };
    push(5, 6);
    expect(seen).toEqual(["1", "2"]);
    await bench.pass(0);
    push(7);
    expect(seen).toEqual(["1", "2", "3r", "4r", "5", "6", "7"]);
    expect(seqs).toEqual(["", "", "", "", "s7"]);
    expect(bench.server.last("requestFrame").para).toEqual({ beginFrameId: 3, endFrameId: 4 });
  });

  test("autoRequestFrame, the older name, works too", async () => {
    const { bench, seen, push } = await stage({ autoRequestFrame: true });
    serveHistory(bench, 100);
    push(2);
    await bench.pass(0);
    expect(seen).toEqual(["1r", "2"]);
  });

  test("who comes late gets the whole history, in windows of 2000", async () => {
    const { bench, seen, push } = await stage({ isAutoRequestFrame: true });
    serveHistory(bench, 4999);
    push(5000);
    await bench.pass(0);
    expect(seen).toHaveLength(5000);
    expect(seen[0]).toBe("1r");
    expect(seen[4999]).toBe("5000");
    const windows = bench.server.requests.map(({ para }) => `${para.beginFrameId}-${para.endFrameId}`);
    expect(windows).toEqual(["1-2000", "2001-4000", "4001-4999"]);
  });

  test("a second gap among the held frames is filled as well", async () => {
    const { bench, seen, push } = await stage({ isAutoRequestFrame: true });
    serveHistory(bench, 100);
    push(1, 3, 6);
    await bench.pass(0);
    expect(seen).toEqual(["1", "2r", "3", "4r", "5r", "6"]);
  });

  // proves: Room.onAutoRequestFrameError, Room.retryAutoRequestFrame
  test("a failing fill is tried six times, then reported once, then silent until the retry", async () => {
    const { bench, room, seen, push } = await stage({ isAutoRequestFrame: true });
    const errors: any[] = [];
    room.onAutoRequestFrameError = (event: any) => errors.push(event);
    bench.server.answers.requestFrame = () => ({ code: 40012, msg: "no cache" });
    push(1, 3);
    await bench.pass(0);
    expect(bench.server.methods().filter((name) => name === "requestFrame")).toHaveLength(6);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ seq: "", data: { code: 40012, msg: "no cache" } });
    push(4);
    await bench.pass(30_000);
    expect(seen).toEqual(["1"]);
    serveHistory(bench, 100);
    room.retryAutoRequestFrame();
    await bench.pass(0);
    expect(seen).toEqual(["1", "2r", "3", "4"]);
    room.retryAutoRequestFrame();
    await bench.pass(0);
    expect(seen).toHaveLength(4);
  });

  test("an answer that lacks frames counts as a failure", async () => {
    const { bench, room, seen, push } = await stage({ isAutoRequestFrame: true });
    let errors = 0;
    room.onAutoRequestFrameError = () => errors++;
    bench.server.answers.requestFrame = () => ({ code: 0, data: { frames: [] } });
    push(3);
    await bench.pass(0);
    expect([seen, errors]).toEqual([[], 1]);
  });

  test("a fill that fails after the stop is no error", async () => {
    const { bench, room, push } = await stage({ isAutoRequestFrame: true });
    let errors = 0;
    room.onAutoRequestFrameError = () => errors++;
    push(3);
    bench.server.room!.emit("onStopFrameSync", { roomInfo: roomInfo({ frameSyncState: 0 }) });
    bench.server.answers.requestFrame = () => ({ code: 40021 });
    bench.server.last("requestFrame").answer({ code: 40021 });
    await bench.pass(0);
    expect(errors).toBe(0);
  });

  test("an answer for an earlier game is not taken for the present one", async () => {
    const { bench, seen, push } = await stage({ isAutoRequestFrame: true });
    push(3);
    const old = bench.server.last("requestFrame");
    bench.server.room!.emit("onStartFrameSync", { roomInfo: roomInfo({ ...running, startGameTime: 300 }) });
    old.answer({ code: 0, data: { frames: [frame(1), frame(2)] } });
    await bench.pass(0);
    push(1);
    expect(seen).toEqual(["1"]);
  });

  test("a fill that was under way when the line broke is asked for again over the new one", async () => {
    const { bench, seen, push } = await stage({ isAutoRequestFrame: true });
    push(1, 4);
    bench.server.room!.drop();
    serveHistory(bench, 100);
    await bench.pass(500);
    push(5);
    expect(seen).toEqual(["1", "2r", "3r", "4", "5"]);
  });

  test("retryAutoRequestFrame throws on a room that was never listened to", async () => {
    const bench = new Bench();
    await bench.init();
    const room: any = new bench.mgobe.Room();
    expect(() => room.retryAutoRequestFrame()).toThrow(TypeError);
  });
});

describe("requestFrame", () => {
  test("gives plain frames, and reads its range as MGOBE did", async () => {
    const { bench, room } = await stage();
    serveHistory(bench, 10);
    const event = await bench.ask((done) => room.requestFrame({ beginFrameId: "2", endFrameId: 3 }, done));
    expect(event.code).toBe(0);
    expect(event.data).toEqual({
      frames: [
        { id: 2, items: [], ext: { seed: 14 } },
        { id: 3, items: [], ext: { seed: 21 } },
      ],
    });
    await bench.ask((done) => room.requestFrame({ beginFrameId: 0, endFrameId: undefined }, done));
    expect(bench.server.last("requestFrame").para).toEqual({ beginFrameId: 1, endFrameId: 1 });
  });

  test("stops asking when the history ends, and hands on a refusal", async () => {
    const { bench, room } = await stage();
    serveHistory(bench, 2500);
    const range = { beginFrameId: 1, endFrameId: 1_000_000 };
    const event = await bench.ask((done) => room.requestFrame(range, done));
    expect(event.data.frames).toHaveLength(2500);
    expect(bench.server.requests).toHaveLength(2);
    bench.server.answers.requestFrame = () => ({ code: 40021, msg: "not started" });
    expect(await bench.ask((done) => room.requestFrame(range, done))).toMatchObject({
      code: 40021,
      msg: "not started",
      data: { frames: [], isPartial: false },
    });
  });
});

describe("times and statistics of frames", () => {
  // proves: StatCallbacks.onFitFrameTime, StatCallbacks.onBstFrameRate
  test("frame.time smooths the jitter of arrivals, and starts anew after a long pause", async () => {
    const { bench, room, push } = await stage();
    const times: number[] = [];
    const fits: number[] = [];
    const arrivals: number[] = [];
    room.onRecvFrame = (event: any) => times.push(event.data.frame.time - 1577836800000);
    bench.mgobe.StatCallbacks.onFitFrameTime = (delta) => fits.push(delta);
    bench.mgobe.StatCallbacks.onBstFrameRate = (delta) => arrivals.push(delta);
    const jitter = [0, 12, -9, 20, -15, 4, -3, 18, -20, 7];
    let now = 0;
    for (let id = 1; id <= 40; id++) {
      const due = id * 67 + jitter[id % 10]!;
      bench.clock.advance(due - now);
      now = due;
      push(id);
    }
    const steps = times.slice(20).map((time, index) => time - times[index + 19]!);
    for (const step of steps) expect(Math.abs(step - 67)).toBeLessThan(12);
    expect(arrivals).toHaveLength(39);
    expect(fits).toEqual(times.slice(1).map((time, index) => time - times[index]!));
    bench.clock.advance(1000);
    push(41);
    expect(times[40]).toBe(bench.clock.now() - 1577836800000);
  });
});
