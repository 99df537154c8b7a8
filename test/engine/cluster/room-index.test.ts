import { type RoomInfo } from "../../../src/contract";
import { RoomIndex } from "../../../src/engine/cluster/room-index";

function room(process: string, id: string): Parameters<RoomIndex["set"]>[0] {
  const info = { id, type: "t", maxPlayers: 2, isPrivate: false, createTime: 0 } as RoomInfo;
  return { process, info, isMatchable: true };
}

test("each process has as many rooms as it said, also when a room is told of again or elsewhere", () => {
  const index = new RoomIndex();
  const counts = (): number[] => ["a", "b"].map((id) => index.count(id));
  for (const id of ["1", "2", "3"]) index.set(room("a", id));
  index.set(room("b", "4"));
  index.set(room("a", "1"));
  expect(counts()).toEqual([3, 1]);
  index.set(room("b", "2"));
  expect(counts()).toEqual([2, 2]);
  // It is another process's by now.
  index.remove("2", "a");
  index.remove("3", "a");
  index.remove("3", "a");
  expect(counts()).toEqual([1, 2]);
  index.closeProcess("b");
  expect(counts()).toEqual([1, 2]);
  index.removeProcess("b");
  expect(counts()).toEqual([1, 0]);
  expect(index.list({ type: "", isDescending: false, begin: 0, size: 9 }).total).toBe(1);
});
