// What a query costs in a district of 10,000 records: the bytes it asks for, and how long it takes to answer.
import { test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SITES, url, withBrowser } from "./site.mjs";

/** Bytes of everything a query loads beside the page, its style, its letters and its script. */
const MOST_BYTES = 300_000;
/** Milliseconds from the question to the answer, once what it needs is there. */
const MOST_MS = 100;
/** Every word of that district stands in most of its records, which is as bad as it can be. */
const QUERIES = ["table morning", "rea", "story chart read ", "tabel", "kind:exemplar grade:2 quiet", "school 12"];

const skip = existsSync(join(SITES, "large", "search.html")) ? false : "there is no large site";

for (const query of QUERIES) {
  test(`“${query}” of 10,000 records`, { skip }, () =>
    withBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(url("large", "search.html"));
      await page.waitForSelector(".search-form:not([hidden])");
      const asked = new Set();
      page.on("request", (request) => asked.add(request.url()));
      await page.type("#search-words", query, { delay: 20 });
      await page.waitForFunction(() => /\d+ pages found/.test(document.querySelector(".search-status").textContent));
      await page.waitForNetworkIdle({ idleTime: 300 });
      const bytes = [...asked].reduce((sum, file) => sum + statSync(fileURLToPath(file)).size, 0);
      assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
      const times = [];
      for (let run = 0; run < 5; run += 1) {
        times.push(
          await page.evaluate(async () => {
            const status = document.querySelector(".search-status");
            status.textContent = "";
            const answered = new Promise((resolve) => new MutationObserver(resolve).observe(status, { childList: true }));
            const started = performance.now();
            document.querySelector(".search-form").requestSubmit();
            await answered;
            return performance.now() - started;
          }),
        );
      }
      times.sort((a, b) => a - b);
      console.log(`${query}: ${bytes} bytes, ${Math.round(times[2])} ms`);
      assert.ok(times[2] < MOST_MS, `${times[2]} ms`);
    }));
}
