// Makes the pictures of README.md and the manual from the demonstration: `npm run pictures --prefix tests/browser`.
// ISLES names the program where it is not `target/debug/isles`, CHROMIUM the browser where it is not Debian's.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const ISLES = process.env.ISLES ?? join(REPOSITORY, "target/debug/isles");
const DAY = "2026-11-24";
const MOST_BYTES = 150_000;

/** The designed pages: name of the file, page, width, height, scheme. */
const PICTURES = [
  ["home", "harbor-view/index.html", 1280, 1000, "light"],
  ["home-dark", "harbor-view/index.html", 1280, 1000, "dark"],
  ["home-phone", "harbor-view/index.html", 360, 780, "light"],
  ["plan", "harbor-view/plans/every-reader.html", 1280, 1100, "light"],
  ["initiative", "harbor-view/initiatives/reading-conferences.html", 1280, 1300, "light"],
  ["initiative-phone", "harbor-view/initiatives/reading-conferences.html", 360, 780, "dark"],
  ["islands", "harbor-view/islands/index.html", 1280, 1000, "light"],
  ["exemplar", "harbor-view/islands/conferences-20.html", 1280, 1000, "light"],
];

const folder = mkdtempSync(join(tmpdir(), "isles-pictures-"));
try {
  process.env.ISLES_SITES = folder;
  const { url, withBrowser } = await import("./site.mjs");
  const build = ["build", REPOSITORY, "--audience", "staff", "--date", DAY, "--dest-dir", join(folder, "staff")];
  execFileSync(ISLES, build, { stdio: ["ignore", "ignore", "ignore"] });
  await withBrowser(async (browser) => {
    const page = await browser.newPage();
    for (const [name, path, width, height, scheme] of PICTURES) {
      await page.setViewport({ width, height, deviceScaleFactor: width < 500 ? 2 : 1.25 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(url("staff", path));
      await page.evaluate(async () => {
        await document.fonts.ready;
        for (const picture of document.images) picture.loading = "eager";
        await Promise.all([...document.images].map((picture) => picture.decode().catch(() => null)));
      });
      const file = join(REPOSITORY, "docs", `${name}.webp`);
      await page.screenshot({ path: file, type: "webp", quality: 75 });
      const { size } = statSync(file);
      console.log(`${String(size).padStart(7)} bytes  docs/${name}.webp`);
      if (size > MOST_BYTES) throw new Error(`docs/${name}.webp has more than ${MOST_BYTES} bytes`);
    }
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
