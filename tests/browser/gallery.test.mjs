// The galleries: what is chosen above them hides the rest, is announced, and stands in the address.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { hear, url, withBrowser } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const shown = (page) =>
  page.evaluate(() => ({
    cards: [...document.querySelectorAll("[data-card]")].filter((card) => card.checkVisibility()).map((card) => ({ ...card.dataset })),
    groups: [...document.querySelectorAll(".group")].filter((group) => group.checkVisibility()).length,
    status: document.querySelector(".filter [role=status]").textContent,
  }));

const values = (cards, name) => cards.map((card) => (card[name] ?? "").split(" "));

for (const path of ["islands/index.html", "evidence/index.html", "harbor-view/islands/index.html", "harbor-view/evidence/index.html"]) {
  test(`${path}: one chooses by everything that is offered`, () =>
    withBrowser(async (browser) => {
      const page = await browser.newPage();
      const wrong = [];
      hear(page, wrong);
      await page.goto(url("leadership", path));
      const before = await shown(page);
      assert.match(before.status, /^All \d+ are shown\.$/);
      const fields = await page.$$eval(".filter select", (all) => all.map((select) => [select.name, [...select.options].map((option) => option.value).filter(Boolean)]));
      assert.ok(fields.length > 0, "there is something to choose");
      for (const [name, choices] of fields) {
        const key = name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
        for (const value of choices) {
          await page.select(`#filter-${name}`, value);
          const { cards, status } = await shown(page);
          const expected = before.cards.filter((card) => (card[key] ?? "").split(" ").includes(value)).length;
          assert.ok(expected > 0 && cards.length === expected, `${name}=${value}: ${cards.length} of ${expected}`);
          assert.ok(values(cards, key).every((all) => all.includes(value)));
          assert.match(status, /^(\d+ of \d+ are|All \d+ are) shown\.$/);
        }
        await page.select(`#filter-${name}`, "");
      }
      assert.deepEqual(await shown(page), before);
      assert.deepEqual(wrong, []);
    }));
}

test("an address keeps what was chosen, and one button shows everything again", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto(url("staff", "islands/index.html"));
    await page.focus("#filter-grade");
    await page.select("#filter-grade", "2");
    assert.match(page.url(), /#grade=2$/);
    const chosen = await shown(page);
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    assert.deepEqual(await shown(page), chosen);
    assert.equal(await page.$eval("#filter-grade", (select) => select.value), "2");
    await page.focus(".filter [type=reset]");
    await page.keyboard.press("Enter");
    assert.match((await shown(page)).status, /^All/);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "SELECT");
  }));

test("axe finds nothing while something is chosen; without script there is nothing to choose and nothing hidden", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    for (const path of ["islands/index.html#grade=2", "evidence/index.html#subject=reading"]) {
      await page.goto(url("staff", path.split("#")[0]) + "#" + path.split("#")[1]);
      await page.evaluate(AXE);
      const violations = await page.evaluate(async () => {
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
      });
      assert.deepEqual(violations, []);
    }
    const plain = await browser.newPage();
    await plain.setJavaScriptEnabled(false);
    await plain.goto(url("staff", "islands/index.html"));
    assert.ok(!(await plain.$eval(".filter", (form) => form.checkVisibility())));
    assert.ok(await plain.$$eval("[data-card]", (cards) => cards.length > 3 && cards.every((card) => card.checkVisibility())));
  }));
