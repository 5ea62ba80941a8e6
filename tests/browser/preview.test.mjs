// The live preview: a save shows where one is on the page, mistakes lie over it, and a banner says whose site it is.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { withBrowser } from "./site.mjs";

const ISLES = process.env.ISLES;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PLAN = "content/plans/every-reader.md";
const PLAN_PAGE = "staff/plans/every-reader.html";

/** Runs `work` with a page, and with a preview of a starter site that was changed by `prepare`. */
async function withPreview(work, prepare = () => {}) {
  const root = mkdtempSync(join(tmpdir(), "isles-preview-"));
  execFileSync(ISLES, ["init", root]);
  const site = {
    read: (path) => readFileSync(join(root, path), "utf8"),
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    replace: (path, old, fresh) => site.write(path, site.read(path).replaceAll(old, fresh)),
  };
  prepare(site);
  const preview = spawn(ISLES, ["serve", root, "-p", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const said = await new Promise((resolve, reject) => {
      preview.stdout.once("data", (text) => resolve(String(text)));
      preview.once("exit", () => reject(new Error("the preview did not start")));
    });
    const base = new URL("/", said.trim()).href;
    await withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.setViewport({ width: 360, height: 740 });
      const wrong = [];
      page.on("pageerror", (error) => wrong.push(String(error)));
      page.on("console", (message) => /Content.Security.Policy/i.test(message.text()) && wrong.push(message.text()));
      await work({ page, base, site });
      assert.deepEqual(wrong, []);
    });
  } finally {
    preview.kill("SIGKILL");
    rmSync(root, { recursive: true });
  }
}

const banner = (page) => page.waitForSelector("#isles-preview >>> .bar", { visible: true });
const dialog = (open) => `document.querySelector("#isles-preview").shadowRoot.querySelector("dialog").open === ${open}`;

async function axe(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
  });
}

test("a save loads the page again, at the place where one was", () =>
  withPreview(async ({ page, base, site }) => {
    await page.goto(base + PLAN_PAGE);
    await banner(page);
    await page.evaluate(() => {
      document.querySelectorAll("details").forEach((details) => (details.open = true));
      scrollTo(0, 500);
      window.isTheSame = true;
    });
    const place = () => page.evaluate(() => [scrollY, ...[...document.querySelectorAll("details")].map(({ open }) => open)]);
    const before = await place();
    assert.ok(before[0] > 100 && before.length > 1, "there is a place to lose");

    site.replace("content/pages/how-to-add-a-record.md", "Change what is here", "Change another page");
    site.replace(PLAN, "Every reader, every day", "Every reader, all week");
    await page.waitForFunction(() => document.title.startsWith("Every reader, all week") && document.readyState === "complete");
    await banner(page);
    assert.deepEqual(await place(), before);
    assert.equal(await page.evaluate(() => window.isTheSame), undefined);
  }));

test("a style is exchanged without loading the page", () =>
  withPreview(async ({ page, base, site }) => {
    await page.goto(base + PLAN_PAGE);
    await banner(page);
    await page.evaluate(() => (window.isTheSame = true));
    for (const color of ["rgb(1, 2, 3)", "rgb(3, 2, 1)"]) {
      site.write("themes/harbor/css/99-own.css", `h1 { color: ${color} }\n`);
      await page.waitForFunction((color) => getComputedStyle(document.querySelector("h1")).color === color, {}, color);
    }
    await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
    assert.equal(await page.evaluate(() => window.isTheSame), true);
  }));

test("a mistake is listed over the last good page until it is closed or corrected", () =>
  withPreview(async ({ page, base, site }) => {
    await page.setBypassCSP(true);
    await page.goto(base + PLAN_PAGE);
    await banner(page);
    const good = site.read(PLAN);
    site.write(PLAN, good.replace("\ntitle = ", '\n"<img src=x onerror=\'document.title=1\'>" = 1\ntitel = '));
    await page.waitForFunction(dialog(true));
    const list = await page.$eval("#isles-preview >>> dialog", (list) => list.innerText);
    assert.match(list, /content\/plans\/every-reader\.md:\d+:1/);
    assert.match(list, /<img src=x/, "as text");
    assert.equal(await page.$("#isles-preview >>> img"), null);
    assert.match(await page.title(), /^Every reader/, "the last good page is behind it");
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.textContent), "Close");
    assert.deepEqual(await axe(page), []);

    await page.keyboard.press("Escape");
    await page.waitForFunction(dialog(false));
    await page.reload();
    const button = await page.waitForSelector("#isles-preview >>> button.grave", { visible: true });
    assert.ok(await page.evaluate(dialog(false)), "closed is closed");
    await button.press("Enter");
    await page.waitForFunction(dialog(true));
    site.write(PLAN, good);
    await page.waitForFunction(dialog(false));
  }));

test("the banner leads to the same page for another audience", () =>
  withPreview(async ({ page, base }) => {
    await page.setBypassCSP(true);
    await page.goto(base + PLAN_PAGE);
    await banner(page);
    assert.equal(await page.$eval("#isles-preview >>> [aria-current]", (each) => each.textContent), "staff");
    await Promise.all([page.waitForNavigation(), page.click('#isles-preview >>> a[href^="/public/"]')]);
    assert.equal(new URL(page.url()).pathname, "/public/plans/every-reader.html");
    await page.goto(`${base}public/pages/how-to-add-a-record.html`);
    await banner(page);
    assert.match(await page.$eval("main", (main) => main.innerText), /The site for the public has no page/);
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      assert.deepEqual(await axe(page), [], scheme);
    }
  }));

test("a site that starts out broken appears when it is right", () => {
  let good;
  const misspell = (site) => {
    good = site.read(PLAN);
    site.write(PLAN, good.replace("\ntitle = ", "\ntitel = "));
  };
  return withPreview(async ({ page, base, site }) => {
    await page.setBypassCSP(true);
    await page.goto(base);
    await banner(page);
    assert.equal(await page.title(), "The site cannot be built yet");
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      assert.deepEqual(await axe(page), [], scheme);
    }
    assert.ok(await page.evaluate(dialog(false)), "the page itself lists what is wrong");
    site.write(PLAN, good);
    await page.waitForFunction(() => document.title !== "The site cannot be built yet");
    assert.match(await page.title(), /Our school/);
  }, misspell);
});
