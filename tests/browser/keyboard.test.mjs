// With the keyboard alone: the way past the menu, through it, and into disclosures; the focus is always seen.
import { test } from "node:test";
import assert from "node:assert/strict";
import { kindsOfPages, url, withBrowser } from "./site.mjs";

test("the first stop leads past the menu to the page", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto(url("staff", "index.html"));
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => document.activeElement.textContent);
    assert.equal(text, "Skip to the page");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main-content");
  }));

test("every stop is seen, in the order of the page, and none is a trap", () =>
  withBrowser(async (browser) => {
    const kinds = await kindsOfPages(browser, "staff");
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    const wrong = [];
    for (const path of kinds.values()) {
      await page.goto(url("staff", path));
      const stops = await page.evaluate(
        () => [...document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex='0']")]
          .filter((element) => element.checkVisibility()).length,
      );
      let before = -1;
      for (let stop = 0; stop < Math.min(stops, 60); stop += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
          const element = document.activeElement;
          const all = [...document.querySelectorAll("*")];
          const style = getComputedStyle(element);
          const seen = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
          return { place: all.indexOf(element), seen, html: element.outerHTML.slice(0, 100) };
        });
        if (at.place <= before) wrong.push(`${path}: stop ${stop} goes back: ${at.html}`);
        if (!at.seen) wrong.push(`${path}: the focus is not seen: ${at.html}`);
        before = at.place;
      }
    }
    assert.deepEqual(wrong, []);
  }));

test("a disclosure opens and closes with the keyboard", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setViewport({ width: 360, height: 740 });
    await page.goto(url("staff", "index.html"));
    await page.focus("details.menu > summary");
    const open = () => page.$eval("details.menu", (menu) => menu.open);
    const before = await open();
    await page.keyboard.press("Enter");
    assert.equal(await open(), !before);
    await page.keyboard.press("Enter");
    assert.equal(await open(), before);
  }));
