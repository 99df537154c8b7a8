import { existsSync, rmSync } from "node:fs";

/**
 * Starts what makes a record. When it does not start, the file that it may have made goes with it: it would be in the way of
 * the next try, as no record is overwritten.
 *
 * @param record path of the record; none is made when left out
 */
export async function withoutUnusedRecord<T>(
  record: string | undefined,
  start: () => Promise<T>,
): Promise<T> {
  const wasThere = record === undefined || existsSync(record);
  try {
    return await start();
  } catch (error) {
    if (!wasThere) rmSync(record, { force: true });
    throw error;
  }
}
