// axe finds nothing, on any page, in either scheme; and on every kind of page in forced colors.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { kindsOfPages, pages, url, withBrowser } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page, address) {
  await page.goto(address);
  await page.evaluate(AXE);
  const found = await page.evaluate(
    async (tags) => {
      // A closed disclosure hides what stands in it.
      for (const details of document.querySelectorAll("details")) details.open = true;
      const result = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
      return result.violations.map(({ id, nodes }) => ({ id, targets: nodes.slice(0, 3).map((node) => node.target.join(" ")), first: nodes[0].html.slice(0, 160) }));
    },
    RULES,
  );
  return found;
}

async function check(page, audience, paths, where) {
  const wrong = [];
  for (const path of paths) {
    for (const { id, targets, first } of await violations(page, url(audience, path))) {
      wrong.push(`${path} (${where}): ${id} at ${targets.join(", ")}: ${first}`);
    }
  }
  assert.deepEqual(wrong, []);
}

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing on any page, ${scheme}`, () =>
    withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.setBypassCSP(true);
      await page.setViewport({ width: 1280, height: 900 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await check(page, "leadership", pages("leadership"), scheme);
    }));
}

test("axe finds nothing on any kind of page in forced colors, and on a phone", () =>
  withBrowser(async (browser) => {
    const kinds = await kindsOfPages(browser, "staff");
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    const session = await page.createCDPSession();
    await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
    await check(page, "staff", kinds.values(), "forced colors");
    await session.send("Emulation.setEmulatedMedia", { features: [] });
    await page.setViewport({ width: 360, height: 740 });
    await check(page, "staff", kinds.values(), "360 px");
  }));
