// Small screens, large type: nothing has to be scrolled sideways, and nothing moves under the reader's eyes.
import { test } from "node:test";
import assert from "node:assert/strict";
import { kindsOfPages, pages, url, withBrowser } from "./site.mjs";

test("no page scrolls sideways at 320 px, which is 1280 px at 400 % zoom", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setViewport({ width: 320, height: 640 });
    const wide = [];
    for (const path of pages("leadership")) {
      await page.goto(url("leadership", path));
      const found = await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return null;
        const inRegion = (element) => element.closest(".table-scroll, pre, [role=region]");
        const culprit = [...document.body.querySelectorAll("*")].find(
          (element) => element.getBoundingClientRect().right > width + 1 && !inRegion(element),
        );
        return `${document.documentElement.scrollWidth} px: ${culprit?.outerHTML.slice(0, 120)}`;
      });
      if (found) wide.push(`${path}: ${found}`);
    }
    assert.deepEqual(wide, []);
  }));

test("nothing moves once the letters of a page are there", () =>
  withBrowser(async (browser) => {
    const kinds = await kindsOfPages(browser, "staff");
    const moved = [];
    for (const path of kinds.values()) {
      const page = await browser.newPage();
      await page.setViewport({ width: 360, height: 740 });
      await page.goto(url("staff", path), { waitUntil: "load" });
      const shift = await page.evaluate(
        () =>
          document.fonts.ready.then(
            () =>
              new Promise((resolve) => {
                // Two frames later the letters have taken their places.
                requestAnimationFrame(() => requestAnimationFrame(() => {
                  let sum = 0;
                  new PerformanceObserver((list) => {
                    for (const entry of list.getEntries()) sum += entry.value;
                  }).observe({ type: "layout-shift" });
                  window.scrollTo(0, document.body.scrollHeight);
                  setTimeout(() => resolve(sum), 100);
                }));
              }),
          ),
      );
      if (shift > 0) moved.push(`${path}: ${shift}`);
      await page.close();
    }
    assert.deepEqual(moved, []);
  }));

test("everything to press is at least 24 px wide and high, or stands in running text", () =>
  withBrowser(async (browser) => {
    const kinds = await kindsOfPages(browser, "staff");
    const page = await browser.newPage();
    await page.setViewport({ width: 360, height: 740 });
    const small = [];
    for (const path of kinds.values()) {
      await page.goto(url("staff", path));
      const found = await page.evaluate(() => {
        const targets = [...document.querySelectorAll("button, summary, input, select, nav a")];
        return targets
          .filter((target) => target.checkVisibility())
          .map((target) => ({ html: target.outerHTML.slice(0, 100), box: target.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
          .map(({ html, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`);
      });
      small.push(...found.map((one) => `${path}: ${one}`));
    }
    assert.deepEqual(small, []);
  }));
