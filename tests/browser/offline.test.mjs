// Opened by a double click: no request leaves the site, nothing breaks the policy, nothing is said on the console,
// and without script every record can be read and reached.
import { test } from "node:test";
import assert from "node:assert/strict";
import { hear, pages, pathOf, url, withBrowser } from "./site.mjs";

test("no page asks for anything outside the site, breaks its policy or speaks on the console", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    const wrong = [];
    let path = "";
    hear(page, { push: (said) => wrong.push(`${path}: ${said}`) });
    page.on("requestfailed", (request) => wrong.push(`${path}: ${request.url()} ${request.failure()?.errorText}`));
    page.on("request", (request) => {
      const scheme = new URL(request.url()).protocol;
      if (scheme !== "file:" && scheme !== "data:") wrong.push(`${path}: asks for ${request.url()}`);
    });
    for (path of pages("staff")) {
      await page.goto(url("staff", path));
    }
    assert.deepEqual(wrong, []);
  }));

test("without script every page is read and every record is reached from the first page", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    const seen = new Set();
    const next = ["index.html"];
    while (next.length > 0) {
      const path = next.pop();
      if (seen.has(path)) continue;
      seen.add(path);
      await page.goto(url("staff", path));
      const main = await page.$eval("main", (element) => element.innerText.trim());
      assert.ok(main.length > 20, `${path} says nothing without script`);
      const links = await page.$$eval("a[href]", (all) => all.map((link) => link.href));
      for (const link of links.filter((link) => link.startsWith("file:"))) {
        const target = pathOf("staff", link);
        if (target.endsWith(".html") && !target.startsWith("..")) next.push(target);
      }
    }
    const missed = pages("staff").filter((path) => !seen.has(path));
    assert.deepEqual(missed, []);
  }));
