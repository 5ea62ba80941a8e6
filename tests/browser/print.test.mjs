// On paper: how many sheets, a title on each, nothing cut off, nothing split that belongs together.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain, sheets, textsForPaper } from "./paper.mjs";
import { pages, url, withBrowser } from "./site.mjs";

const FORMATS = ["Letter", "A4"];

/** What is meant for paper, and the fewest and most sheets of it. The demonstration's largest plan has three initiatives with a year of visits. */
const MEANT_FOR_PAPER = [
  { what: "a brief", is: (path) => path.endsWith("reports/review-brief.html"), least: 1, most: 1 },
  { what: "a handout", is: (path) => /islands\/(?!index)[^/]+\.html$/.test(path), least: 1, most: 2 },
  { what: "the packet of the largest plan", is: (path) => path === "harbor-view/packets/every-reader.html", least: 22, most: 26 },
  { what: "a packet", is: (path) => path.includes("packets/") && !path.endsWith("every-reader.html"), least: 2, most: 12 },
];

async function open(browser, audience, path) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(true);
  await page.emulateMediaType("print");
  await page.goto(url(audience, path));
  return page;
}

/** What is wrong with one print of a page. */
async function faults(page, format) {
  const printed = await sheets(await page.pdf({ format }));
  const title = plain(await page.evaluate(() => document.body.dataset.title));
  const wrong = [];
  printed.forEach(({ pieces, width, height }, index) => {
    const where = `sheet ${index + 1} of ${printed.length}`;
    const said = (is) => plain(pieces.filter(is).map(({ text }) => text).join(""));
    if (!said(({ bottom }) => bottom > height - 66).includes(title)) wrong.push(`${where} does not begin with the title`);
    if (said(({ bottom }) => bottom < 50) !== `${index + 1}${printed.length}`) wrong.push(`${where} does not end with its number alone`);
    for (const piece of pieces.filter(({ left, right }) => left < 20 || right > width - 20)) {
      wrong.push(`${where}: “${piece.text}” runs into the edge`);
    }
  });
  // A text may go over to the next sheet, where the running title comes between: so word by word.
  const all = printed.map(({ text }) => plain(text)).join("");
  for (const text of await textsForPaper(page)) {
    const missing = text.split(/\s+/).map(plain).filter((word) => word && !all.includes(word));
    if (missing.length) wrong.push(`“${missing.join(" ")}” is not on paper`);
  }
  return { number: printed.length, wrong };
}

for (const { what, is, least, most } of MEANT_FOR_PAPER) {
  const bounds = least === most ? `${most} sheet` : `${least} to ${most} sheets`;
  test(`${what} takes ${bounds}, Letter and A4, with its title on each, and nothing is cut off`, () =>
    withBrowser(async (browser) => {
      const found = pages("leadership").filter(is);
      assert.ok(found.length > 0, "the demonstration has one");
      const wrong = [];
      for (const path of found) {
        const page = await open(browser, "leadership", path);
        for (const format of FORMATS) {
          const print = await faults(page, format);
          if (print.number < least || print.number > most) wrong.push(`${path}: ${print.number} sheets of ${format}`);
          wrong.push(...print.wrong.map((fault) => `${path}, ${format}: ${fault}`));
        }
        await page.close();
      }
      assert.deepEqual(wrong, []);
    }));
}

/** Writes a mark at the begin and the end of each element; returns how many there are. */
function mark(page, selector) {
  return page.evaluate((wanted) => {
    const all = [...document.querySelectorAll(wanted)].filter((element) => element.checkVisibility());
    all.forEach((element, index) => {
      const tag = (name) => Object.assign(document.createElement("span"), { textContent: ` ${name}${index}zz ` });
      element.prepend(tag("qqa"));
      element.append(tag("qqb"));
    });
    return all.length;
  }, selector);
}

test("a card, a goal, an action or a look-for never goes over to the next sheet", () =>
  withBrowser(async (browser) => {
    const wrong = [];
    for (const path of ["harbor-view/packets/every-reader.html", "harbor-view/index.html", "harbor-view/islands/index.html"]) {
      const page = await open(browser, "leadership", path);
      const number = await mark(page, ".card, .goals > .goal, .action, .look-for, .change");
      assert.ok(number > 5, `${path} has ${number} of them`);
      const printed = (await sheets(await page.pdf({ format: "Letter" }))).map(({ text }) => plain(text));
      const on = (name) => printed.findIndex((text) => text.includes(name));
      for (let index = 0; index < number; index += 1) {
        const [first, last] = [on(`qqa${index}zz`), on(`qqb${index}zz`)];
        if (first < 0 || first !== last) wrong.push(`${path}: number ${index} begins on ${first + 1} and ends on ${last + 1}`);
      }
      await page.close();
    }
    assert.deepEqual(wrong, []);
  }));

/** What stands lowest on a sheet, beside its number and the line that all sheets end with: how high, and the words. */
function lowest({ pieces }, lastLine) {
  const own = pieces.filter(({ text, bottom }) => bottom > 50 && !lastLine.includes(plain(text)));
  const bottom = Math.min(...own.map((piece) => piece.bottom));
  const words = own.filter((piece) => Math.abs(piece.bottom - bottom) < 2);
  return { bottom, words: plain(words.map(({ text }) => text).join("")) };
}

test("a sheet of a packet says for whom it is, ends with no heading, and is half full, but the first and the last", () =>
  withBrowser(async (browser) => {
    const wrong = [];
    for (const path of pages("leadership").filter((path) => path.includes("packets/"))) {
      const page = await open(browser, "leadership", path);
      const lastLine = plain(await page.$eval(".footer p", ({ textContent }) => textContent));
      for (const format of FORMATS) {
        const printed = await sheets(await page.pdf({ format }));
        printed.forEach((sheet, index) => {
          const where = `${path}, ${format}, sheet ${index + 1} of ${printed.length}`;
          if (!plain(sheet.text).includes(lastLine)) wrong.push(`${where} does not say for whom it is`);
          const { bottom } = lowest(sheet, lastLine);
          const isBetween = index > 0 && index < printed.length - 1;
          if (isBetween && bottom > sheet.height / 2) wrong.push(`${where} ends ${Math.round(bottom)} points above its foot`);
        });
      }
      assert.ok((await mark(page, "main :is(h1, h2, h3, h4)")) > 2, `${path} has headings`);
      (await sheets(await page.pdf({ format: "Letter" }))).forEach((sheet, index) => {
        const { words } = lowest(sheet, lastLine);
        if (/qqb\d+zz$/.test(words)) wrong.push(`${path}, sheet ${index + 1} ends with the heading “${words}”`);
      });
      await page.close();
    }
    assert.deepEqual(wrong, []);
  }));

test("a table that goes over to the next sheet repeats its head there, and splits no row", () =>
  withBrowser(async (browser) => {
    const page = await open(browser, "staff", "harbor-view/islands/conferences-20.html");
    await page.evaluate(() => {
      const table = document.querySelector("main table");
      table.querySelector("thead th").textContent = "qqhead";
      const row = table.querySelector("tbody tr");
      for (let index = 0; index < 90; index += 1) {
        const another = row.cloneNode(true);
        another.firstElementChild.textContent = `qqa${index}zz`;
        another.lastElementChild.append(` qqb${index}zz`);
        row.before(another);
      }
    });
    const printed = (await sheets(await page.pdf({ format: "Letter" }))).map(({ text }) => plain(text));
    const withRows = printed.filter((text) => /qqa\d+zz/.test(text));
    assert.ok(withRows.length > 2, `${withRows.length} sheets`);
    assert.ok(withRows.every((text) => text.includes("qqhead")), "every sheet with rows has the head");
    for (let index = 0; index < 90; index += 1) {
      const both = printed.filter((text) => text.includes(`qqa${index}zz`) && text.includes(`qqb${index}zz`));
      assert.equal(both.length, 1, `row ${index} stands on one sheet`);
    }
  }));

test("a link out of the site shows its address, one within it does not", () =>
  withBrowser(async (browser) => {
    const path = pages("staff").find((candidate) => candidate.endsWith("pages/field-reference.html"));
    const page = await open(browser, "staff", path);
    await page.evaluate(() => {
      const prose = document.querySelector("main .prose");
      prose.insertAdjacentHTML("afterbegin", '<p><a href="https://example.org/qqout">out</a> <a href="qqwithin.html">in</a></p>');
    });
    const [first] = await sheets(await page.pdf({ format: "A4" }));
    assert.match(first.text, /‹https:\/\/example\.org\/qqout›/);
    assert.doesNotMatch(first.text, /qqwithin/);
  }));
