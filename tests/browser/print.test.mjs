// What is meant to be one page of paper is one.
import { test } from "node:test";
import assert from "node:assert/strict";
import { pages, url, withBrowser } from "./site.mjs";

/** How many pages a PDF has: each is an object of its own in what Chromium writes. */
function sheets(pdf) {
  return (Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
}

test("the brief of every place fits on one page, Letter and A4", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    const briefs = pages("leadership").filter((path) => path.endsWith("reports/review-brief.html"));
    assert.ok(briefs.length > 2, "the demonstration has several places");
    const wrong = [];
    for (const path of briefs) {
      await page.goto(url("leadership", path));
      for (const format of ["Letter", "A4"]) {
        const number = sheets(await page.pdf({ format }));
        if (number !== 1) wrong.push(`${path}: ${number} pages of ${format}`);
      }
    }
    assert.deepEqual(wrong, []);
  }));
