// Every component in every state: axe finds nothing, whatever the colors, and nothing is wider than a small screen.
import { test } from "node:test";
import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { pages, url, withBrowser } from "./site.mjs";

const GALLERY = "theme-gallery";
// A page of a site has one search and one "Now"; here their states stand side by side.
const EXCEPT = ["landmark-unique"];

/** Everything that axe finds in the gallery, seen as `prepare` says. */
function found(prepare) {
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setBypassCSP(true);
    await page.setViewport({ width: 1280, height: 900 });
    await prepare(page);
    const wrong = [];
    for (const path of pages(GALLERY)) {
      for (const { id, targets, first } of await violations(page, url(GALLERY, path), EXCEPT)) {
        wrong.push(`${path}: ${id} at ${targets.join(", ")}: ${first}`);
      }
    }
    return wrong;
  });
}

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing in any state of a component, ${scheme}`, async () => {
    const prepare = (page) => page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    assert.deepEqual(await found(prepare), []);
  });
}

test("axe finds nothing in any state of a component in forced colors", async () => {
  const prepare = async (page) => {
    const session = await page.createCDPSession();
    await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  };
  assert.deepEqual(await found(prepare), []);
});

test("no state of a component scrolls sideways at 320 px", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setViewport({ width: 320, height: 640 });
    const wide = [];
    for (const path of pages(GALLERY)) {
      await page.goto(url(GALLERY, path));
      const states = await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        const isOut = (element) => element.getBoundingClientRect().right > width + 1 && !element.closest(".table-scroll, pre");
        return [...document.querySelectorAll("main *")].filter(isOut).slice(0, 2).map((element) => element.outerHTML.slice(0, 120));
      });
      wide.push(...states.map((state) => `${path}: ${state}`));
    }
    assert.deepEqual(wide, []);
  }));

test("the states of a form show what its script says of them", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto(url(GALLERY, "components/form_field.html"));
    const said = await page.$$eval(".state-shown[data-says]", (states) =>
      states.map((state) => {
        const [error, control] = [state.querySelector(".field-error"), state.querySelector("input, textarea, select")];
        return { shown: error.checkVisibility() && error.textContent.length > 0, level: JSON.parse(state.dataset.says)[0].level, invalid: control.getAttribute("aria-invalid") };
      }),
    );
    assert.ok(said.length >= 4);
    for (const { shown, level, invalid } of said) {
      assert.ok(shown);
      assert.equal(invalid, level === "error" ? "true" : null);
    }
  }));

test("the choices above a gallery choose among its cards", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto(url(GALLERY, "components/filter.html"));
    await page.select(".filter select", "2");
    assert.deepEqual(await page.$$eval("[data-card]", (cards) => cards.map((card) => card.checkVisibility())), [true, false]);
  }));
