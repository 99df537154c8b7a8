import { createServer } from "node:net";

const { findPort } = jest.requireActual<{ findPort(wanted: number): Promise<number> }>("../../examples/demo");

test("the demo takes the next free port when the wanted one is taken", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, resolve));
  const { port } = other.address() as { port: number };
  const found = await findPort(port);
  expect(found).toBeGreaterThan(port);
  expect(await findPort(found)).toBe(found);
  await new Promise((resolve) => other.close(resolve));
});
