import { SmoothTime } from "../../../codemods/targets/room-module/source/smooth-time";
import { FrameTime } from "../../../src/client/frame/frame-time";
import { createRandom } from "../../random";

test.each([0, 15, 60])("frames at %d per second get the times that the drop-in client gives them", (rate) => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom(seed);
    const [own, judge] = [new SmoothTime(), new FrameTime()];
    own.begin(rate);
    judge.reset(rate);
    let now = 1_000_000;
    for (let id = 1; id < 200; id++) {
      // Jitter, and now and then a pause that is too long to be any.
      now += Math.floor(random() * 60) + (random() < 0.03 ? 700 : 0);
      if (random() < 0.1) expect(own.at(id, now)).toBe(judge.at(id, now));
      else expect(own.add(id, now)).toBe(judge.fit(id, now));
      if (random() > 0.01) continue;
      own.begin(rate);
      judge.reset(rate);
    }
  }
});
