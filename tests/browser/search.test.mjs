// The search, opened by a double click: it finds by beginnings, slips, fields and headings, and works with the keyboard.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { hear, url, withBrowser } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Runs `work` with the search page, on which nothing may go wrong or leave the site. */
async function withSearch(audience, work, address = "search.html") {
  await withBrowser(async (browser) => {
    const page = await browser.newPage();
    const wrong = [];
    hear(page, wrong);
    page.on("request", (request) => request.url().startsWith("file:") || wrong.push(request.url()));
    await page.goto(url(audience, "index.html"));
    await page.goto(url(audience, address.split(/[?#]/)[0]) + address.replace(/^[^?#]*/, ""));
    await work(page);
    assert.deepEqual(wrong, []);
  });
}

/** Types into the empty field and waits for the answer. */
async function search(page, typed) {
  await page.$eval("#search-words", (input) => (input.value = ""));
  await page.$eval(".search-status", (status) => (status.textContent = ""));
  await page.type("#search-words", typed);
  await page.waitForFunction(
    (typed) => document.querySelector(".search-status").textContent !== "" && document.querySelector("#search-words").value === typed,
    {},
    typed,
  );
  // The last letter is answered after a pause; only then is the address the typed one.
  await page.waitForFunction((typed) => new URLSearchParams(location.hash.slice(1)).get("q") === typed.trim(), {}, typed);
  await page.waitForNetworkIdle({ idleTime: 200 });
  return found(page);
}

const found = (page) =>
  page.evaluate(() => ({
    status: document.querySelector(".search-status").textContent,
    kinds: [...document.querySelectorAll(".found-kind h2")].map((heading) => heading.firstChild.textContent),
    titles: [...document.querySelectorAll(".found-title")].map((title) => title.textContent),
    parts: [...document.querySelectorAll(".found-part a")].map((link) => link.getAttribute("href")),
    marked: [...document.querySelectorAll("mark")].map((mark) => mark.textContent),
  }));

test("it finds by a beginning, in spite of a slip, for one and for many, and without accents", () =>
  withSearch("staff", async (page) => {
    const beginning = await search(page, "confer");
    assert.ok(beginning.titles.includes("Reading conferences"), beginning.titles.join("; "));
    assert.ok(beginning.kinds.includes("Initiatives") && beginning.kinds.includes("Islands of excellence"));
    assert.ok(beginning.marked.some((text) => text.startsWith("confer") || text.startsWith("Confer")));
    const slip = await search(page, "conferrences");
    assert.ok(slip.titles.includes("Reading conferences"));
    assert.match(slip.status, /Nothing has “conferrences”; searched for .*conferences/);
    const number = await search(page, "reading notes");
    assert.ok(!number.marked.some((text) => /^not$/i.test(text)), "notes are not “not”");
    assert.ok(await page.$eval(".search-without", (lists) => !lists.checkVisibility()));
    const one = await search(page, "hallway ");
    assert.ok(one.titles.includes("Calm hallways"), one.titles.join("; "));
    const accents = await search(page, "réading CONFERENCES");
    assert.ok(accents.titles.includes("Reading conferences"));
  }));

test("it finds by fields that are typed or chosen, and says what it does not know", () =>
  withSearch("staff", async (page) => {
    const typed = await search(page, "kind:exemplar grade:2");
    assert.deepEqual(typed.kinds, ["Islands of excellence"]);
    const also = await search(page, "kind:islands school:cedar");
    assert.deepEqual(also.kinds, ["Islands of excellence"]);
    assert.equal(also.titles.length, 1, also.titles.join("; "));
    const unknown = await search(page, "grade:94");
    assert.equal(unknown.status, "Nothing here is called “grade:94”.");
    await search(page, "reading");
    await page.select("#search-kind", "review");
    await page.waitForFunction(() => document.querySelectorAll(".found-kind").length === 1);
    assert.deepEqual((await found(page)).kinds, ["Reviews"]);
    assert.match(page.url(), /#q=reading&kind=review$/);
  }));

test("a result leads to the page, and to the heading under which the words stand", () =>
  withSearch("staff", async (page) => {
    const { parts } = await search(page, "conference word for word");
    const [path, anchor] = parts.find((part) => part.includes("islands/")).split("#");
    await page.goto(url("staff", path));
    const heading = await page.$eval(`[id="${decodeURIComponent(anchor)}"]`, (element) => element.textContent);
    assert.match(heading, /conference/i);
  }));

test("what a narrower site knows is not found", () =>
  withSearch("public", async (page) => {
    assert.match((await search(page, "premortem nobody confers")).status, /^(Nothing found|.*These have some|.*these have some)/);
    assert.ok(!(await found(page)).titles.some((title) => title.startsWith("Premortem")));
  }));

test("every page has a field that leads to the answer, and an address can be sent to others", () =>
  withSearch(
    "staff",
    async (page) => {
      await page.type("#site-search", "captains");
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      assert.match(page.url(), /search\.html\?q=captains/);
      await page.waitForSelector(".found-title");
      const { titles } = await found(page);
      assert.ok(titles.some((title) => /captains/i.test(title)));
      const address = page.url();
      await page.goto("about:blank");
      await page.goto(address);
      await page.waitForSelector(".found-title");
      assert.deepEqual((await found(page)).titles, titles);
    },
    "harbor-view/index.html",
  ));

test("with the keyboard alone: the field is reached, the answer is announced, results are links, Escape clears", () =>
  withSearch("staff", async (page) => {
    for (let stop = 0; stop < 80; stop += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.id === "search-words")) break;
    }
    assert.equal(await page.$eval(".search-status", (status) => status.getAttribute("role")), "status");
    await page.keyboard.type("quiet");
    await page.waitForSelector(".found-title a");
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.closest(".found") !== null)) break;
    }
    const target = await page.evaluate(() => document.activeElement.href);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(page.url().split("#")[0], target.split("#")[0]);
    await page.goBack();
    await page.waitForSelector(".found-title a");
    assert.equal(await page.$eval("#search-words", (input) => input.value), "quiet");
    await page.focus("#search-words");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelectorAll(".found").length === 0);
    assert.equal(await page.$eval("#search-words", (input) => input.value), "");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search-words");
  }));

test("what is typed is shown as text, never as markup", () =>
  withSearch("staff", async (page) => {
    const { status } = await search(page, "<img/src=x> zzqqx");
    assert.match(status, /Nothing found|some of them/);
    const kept = await search(page, 'grade:<b>"x"');
    assert.match(kept.status, /<b>/);
    assert.equal(await page.$$eval(".search-status *, .search-results img", (all) => all.length), 0);
  }));

test("axe finds nothing while there are results, in either scheme", () =>
  withSearch("staff", async (page) => {
    await page.setBypassCSP(true);
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.reload();
      await page.evaluate(AXE);
      await search(page, "reading notes");
      const violations = await page.evaluate(async () => {
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
      });
      assert.deepEqual(violations, [], scheme);
    }
  }));

test("without script the page says so and leads everywhere by lists", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(url("staff", "search.html?q=reading".split("?")[0]));
    assert.ok(await page.$eval(".search-needs", (element) => element.checkVisibility()));
    assert.ok(!(await page.$eval(".search-form", (element) => element.checkVisibility())));
    const links = await page.$$eval(".search-without a", (all) => all.map((link) => link.textContent));
    assert.ok(links.includes("A–Z of every record") && links.includes("Plans"));
  }));
