import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Builds the site as `npm run docs:build` does, which fails on dead links, and where that puts it. */
export default function buildSite(): void {
  execFileSync("npm", ["run", "--silent", "docs:build"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  process.env.SITE_FOLDER = join(root, "docs/.vitepress/dist");
}
