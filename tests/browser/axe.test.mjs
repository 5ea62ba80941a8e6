// axe finds nothing, on any page, in either scheme; and on every kind of page in forced colors.
import { test } from "node:test";
import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { kindsOfPages, pages, url, withBrowser } from "./site.mjs";

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
