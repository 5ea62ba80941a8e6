// What a page costs a reader: how much comes over the line, in how many files, and whether it moves while it comes.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { withHost } from "./host.mjs";
import { SITES, kindsOfPages, pages, withBrowser } from "./site.mjs";

/** The most a page may transfer, in bytes, packed with gzip as hosts do, without pictures and fonts. */
const MOST_BYTES = 60_000;

/** Style sheets, scripts and pictures of a page, as its HTML names them. */
function parts(html) {
  const all = (pattern) => [...html.matchAll(pattern)].map(([, found]) => found);
  return {
    styles: all(/<link rel="stylesheet" href="([^"]+)"/g),
    scripts: all(/<script[^>]* src="([^"]+)"/g),
    pictures: all(/<img ([^>]*)>/g),
  };
}

/** How far a page may move while it comes over the line: not at all, but for how the browser rounds. */
const MOST_SHIFT = 0.001;

const sizes = new Map();

/** The bytes of a file, as they lie there and packed. */
function size(path) {
  if (!sizes.has(path)) {
    const bytes = readFileSync(path);
    sizes.set(path, { plain: bytes.length, packed: gzipSync(bytes).length });
  }
  return sizes.get(path);
}

function weigh(audience, path) {
  const file = join(SITES, audience, path);
  const html = readFileSync(file, "utf8");
  const { styles, scripts, pictures } = parts(html);
  const files = [file, ...[...styles, ...scripts].map((href) => join(dirname(file), href))].map(size);
  const sum = (what) => files.reduce((total, one) => total + one[what], 0);
  const kind = html.match(/<body class="([^"]*)"/)[1];
  return { path, kind, html: files[0], plain: sum("plain"), packed: sum("packed"), styles, scripts, pictures };
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(7);

test("no page transfers more than 60 kB, or has more than one style sheet or two scripts", () => {
  const all = pages("leadership").map((path) => weigh("leadership", path));
  const heaviest = new Map();
  for (const page of all) {
    if (!(heaviest.get(page.kind)?.packed > page.packed)) heaviest.set(page.kind, page);
  }
  console.log("The heaviest page of each kind, in kB: HTML; HTML, CSS and scripts with gzip; the same unpacked; files");
  for (const page of [...heaviest.values()].sort((one, other) => other.packed - one.packed)) {
    const columns = [page.html.packed, page.packed, page.plain].map(kilobytes).join(" ");
    console.log(`${columns}  ${page.styles.length}+${page.scripts.length}  ${page.path}`);
  }
  const wrong = all
    .filter(({ packed, styles, scripts }) => packed > MOST_BYTES || styles.length !== 1 || scripts.length > 2)
    .map(({ path, packed, styles, scripts }) => `${path}: ${packed} bytes, ${styles.length} styles, ${scripts.length} scripts`);
  assert.deepEqual(wrong, []);
});

test("a picture waits until it is near, has its size, and comes in several widths where it is wide", () => {
  const wrong = [];
  let number = 0;
  for (const path of pages("leadership")) {
    for (const picture of weigh("leadership", path).pictures) {
      number += 1;
      const source = picture.match(/src="([^"]+)"/)[1];
      const width = Number(picture.match(/\bwidth="(\d+)"/)?.[1]);
      // A drawing of a few kilobytes would not become lighter by being smaller.
      const isLight = size(join(SITES, "leadership", dirname(path), source)).plain < 20_000;
      if (!picture.includes('loading="lazy"')) wrong.push(`${path}: ${source} does not wait`);
      if (!(width > 0 && /\bheight="\d+"/.test(picture))) wrong.push(`${path}: ${source} has no size`);
      if (!isLight && width > 480 && !picture.includes("srcset=")) wrong.push(`${path}: ${source} has one width`);
    }
  }
  assert.ok(number > 10, `${number} pictures`);
  assert.deepEqual(wrong, []);
});

/** How far a page's parts moved from its first paint until its letters have arrived and it has been scrolled through. */
async function shift(page, address, release) {
  await page.goto(address, { waitUntil: "domcontentloaded" });
  // The first paint comes with the letters that stand in.
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  release();
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const moved = [];
    const note = (entries) => entries.forEach(({ value, hadRecentInput }) => hadRecentInput || moved.push(value));
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    await document.fonts.ready;
    for (let step = 0; step < 3; step += 1) await frame();
    window.scrollTo(0, document.body.scrollHeight);
    for (let step = 0; step < 3; step += 1) await frame();
    note(observer.takeRecords());
    return moved.reduce((sum, value) => sum + value, 0);
  });
}

test("nothing moves while a page comes over the line, the first time and the next, however late the letters", () =>
  withBrowser(async (browser) => {
    const kinds = await kindsOfPages(browser, "staff");
    const wrong = [];
    for (const width of [360, 1280]) {
      for (const path of kinds.values()) {
        await withHost("staff", async ({ address, release }) => {
          const context = await browser.createBrowserContext();
          const page = await context.newPage();
          await page.setViewport({ width, height: 800 });
          for (const time of ["first", "next"]) {
            const sum = await shift(page, address(path), release);
            if (sum > MOST_SHIFT) wrong.push(`${path}, ${width} px, the ${time} time: ${sum.toFixed(4)}`);
          }
          await context.close();
        });
      }
    }
    assert.ok(kinds.size > 30, `${kinds.size} kinds of pages`);
    assert.deepEqual(wrong, []);
  }));
