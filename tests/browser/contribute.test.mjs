// The forms of the site: what they write is what `isles check --strict` accepts, whatever one types; the draft stays
// until it is forgotten; what is wrong is said in the words of `check`; nothing is sent and nothing is run.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hear, url, withBrowser } from "./site.mjs";

const ISLES = process.env.ISLES;
const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), "../..");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AS_OF = ["--date", "2026-11-24"];
const KINDS = ["exemplar", "evidence", "plc", "conversation", "update"];
const address = (kind) => url("staff", `harbor-view/contribute/${kind}.html`);

/** Everything that has broken a file before: quotes, escapes, controls, blanks at the ends, marks of TOML. */
const NASTY = "  \"two\" 'one' “curly” \\n \\ \\\\ # = [x] {y} +++ \u0001\u0007\u001b\u007f\u0085\u2028 é ñ 数学 👩🏽‍🏫 \u202eabc\u202c $& ``` % ";
const NASTY_LINES = `${NASTY}\n\n\tsecond\n+++\n"""\n'''\nlast\\`;

/** Runs `work` with a page, a folder for downloads and a copy of the demonstration's source. */
function withForm(work) {
  return withBrowser(async (browser) => {
    const root = mkdtempSync(join(tmpdir(), "isles-contribute-"));
    try {
      const copy = join(root, "copy");
      mkdirSync(copy);
      cpSync(join(REPOSITORY, "content"), join(copy, "content"), { recursive: true });
      cpSync(join(REPOSITORY, "book.toml"), join(copy, "book.toml"));
      const downloads = join(root, "downloads");
      mkdirSync(downloads);
      const session = await browser.target().createCDPSession();
      await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads, eventsEnabled: true });
      const page = await browser.newPage();
      await page.setViewport({ width: 1280, height: 900 });
      const wrong = [];
      hear(page, wrong);
      page.on("request", (request) => {
        if (!/^(file|blob|data):/.test(request.url())) wrong.push(`asks for ${request.url()}`);
      });
      const saved = async (press) => {
        const done = new Promise((resolve) => {
          const names = new Map();
          session.on("Browser.downloadWillBegin", ({ guid, suggestedFilename }) => names.set(guid, suggestedFilename));
          session.on("Browser.downloadProgress", ({ guid, state }) => state === "completed" && resolve(names.get(guid)));
        });
        await press();
        const name = await done;
        session.removeAllListeners();
        return { name, text: readFileSync(join(downloads, name), "utf8") };
      };
      await work({ page, copy, saved });
      assert.deepEqual(wrong, []);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
}

/** Puts values into fields by their paths, as a hand would: `{ text: … }` by text, lists by what is ticked. */
async function fill(page, values) {
  for (const [path, value] of Object.entries(values)) {
    if (value === false) continue;
    await page.evaluate(
      (path, value) => {
        const named = (path) => {
          const [group, number, name] = path.split("/");
          if (name === undefined) return document.querySelector(`form [data-field="${path}"]`);
          const whole = document.querySelector(`form [data-field="${group}"]`);
          const entries = () => [...whole.querySelectorAll(".entry")];
          const isOpen = () => !whole.querySelector(".entries").hidden;
          while (!isOpen() || entries().length < Number(number)) whole.querySelector("[data-add]").click();
          return entries()[Number(number) - 1].querySelector(`[data-field="${group}.${name}"]`);
        };
        const field = named(path);
        const put = (control, text) => {
          control.value = text;
          control.dispatchEvent(new Event("input", { bubbles: true }));
          control.dispatchEvent(new Event("change", { bubbles: true }));
        };
        if (value === true) field.querySelector("input").click();
        else if (Array.isArray(value)) {
          for (const one of value) {
            const box = [...field.querySelectorAll("input[type=checkbox]")].find((box) => box.value === one && !box.closest("[hidden]"));
            if (box) box.click();
            else put(field.querySelector("textarea"), one);
          }
        } else if (field.querySelector("input[type=radio]")) {
          [...field.querySelectorAll("input")].find((radio) => radio.value === value).click();
        } else put(field.querySelector("input[type=text], textarea, select"), value);
      },
      path,
      value,
    );
  }
  await settled(page);
}

/** Waits until the page has looked at what was put in. */
async function settled(page) {
  await page.waitForFunction(() => !document.getElementById("form").dataset.pending);
}

const isles = (copy, ...args) => spawnSync(ISLES, args, { cwd: copy, encoding: "utf8" });

function accepts(copy, folder, file) {
  const path = join(copy, "content/harbor-view", folder, file.name);
  assert.ok(!existsSync(path), `${path} is new`);
  writeFileSync(path, file.text);
  const ran = isles(copy, "check", "--strict", ...AS_OF);
  assert.equal(ran.status, 0, `${file.text}\n${ran.stdout}\n${ran.stderr}`);
  const { stdout: moved } = isles(copy, "fmt", "--check");
  assert.ok(moved.includes("content/") && !moved.includes(file.name), `its fields are in their order: ${file.text}`);
}

/** The values of a file's fields by `name` or `table.name`; its escapes are those of JSON. */
function valuesOf(text) {
  const values = {};
  let within = "";
  for (const line of text.split("\n").slice(1)) {
    if (line === "+++") break;
    const header = /^\[+([a-z-]+)\]+$/.exec(line);
    if (header) within = `${header[1]}.`;
    const [, name, value] = /^([a-z-]+) = (.*)$/.exec(line) ?? [];
    if (name) values[within + name] = /^\d{4}-/.test(value) ? value : JSON.parse(value);
  }
  return values;
}

const bodyOf = (text) => text.split("\n+++\n").slice(1).join("\n+++\n");

test("a newcomer with nothing but the site shares what works in a room", () =>
  withForm(async ({ page, copy, saved }) => {
    await page.goto(url("staff", "harbor-view/islands/index.html"));
    const follow = (text) => Promise.all([
      page.waitForNavigation(),
      page.evaluate((text) => [...document.querySelectorAll("a")].find((link) => link.textContent.trim() === text).click(), text),
    ]);
    await follow("Contribute");
    await follow("Share what works in your room");
    // From here on with the keyboard alone.
    const at = async (label) => {
      for (let stop = 0; stop < 60; stop += 1) {
        const found = await page.evaluate((label) => {
          const element = document.activeElement;
          const named = element.labels?.[0]?.textContent ?? element.closest("fieldset")?.querySelector("legend")?.textContent ?? element.textContent;
          return named.trim().startsWith(label);
        }, label);
        if (found) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`no way to “${label}”`);
    };
    const write = async (label, text) => {
      await at(label);
      await page.keyboard.type(text);
    };
    await write("Title", "Partners read back");
    await write("Whose room it is", "Grade 4, Room 9");
    await at("On file");
    await page.keyboard.press("Space");
    await at("Initiative");
    await page.keyboard.type("Reading conf");
    await at("The teacher writes down one next step");
    await page.keyboard.press("Space");
    await write("Conditions", "26 children, no aide");
    await write("First step", "Let two children read the same page to each other.");
    await write("The text", "## What you would see\n\nTwo children, one book.");
    await settled(page);
    assert.match(await page.$eval("#preview", (preview) => preview.innerText), /Partners read back[\s\S]*Two children, one book/);
    const file = await saved(async () => {
      await at("Download the file");
      await page.keyboard.press("Enter");
    });
    assert.equal(file.name, "partners-read-back.md");
    assert.match(await page.$eval("#said", (said) => said.textContent), /partners-read-back\.md is saved/);
    accepts(copy, "exemplars", file);

    execFileSync(ISLES, ["build", "-d", join(copy, "site"), "--audience", "staff", ...AS_OF], { cwd: copy, stdio: "ignore" });
    const gallery = readFileSync(join(copy, "site/harbor-view/islands/index.html"), "utf8");
    assert.match(gallery, /partners-read-back\.html">Partners read back<\/a>/);
    assert.match(gallery, /26 children, no aide/);
    const own = readFileSync(join(copy, "site/harbor-view/islands/partners-read-back.html"), "utf8");
    assert.match(own, /Two children, one book\./);
  }));

/** What each kind is filled with: every field that only it has. */
const FILLED = {
  exemplar: {
    consent: "de-identified", initiative: "reading-conferences", "look-fors": ["conference", "notes"], "first-step": NASTY_LINES,
    "files/1/path": "a sheet.png", "files/1/title": NASTY, "files/1/alt": NASTY, started: NASTY_LINES, cost: NASTY, visit: NASTY, "objections/1/says": NASTY, "objections/1/answer": NASTY_LINES,
    "objections/2/says": "x", "objections/2/answer": "y", teacher: NASTY, conditions: NASTY,
  },
  evidence: {
    date: "2026-Q4", type: "student-work", for: ["reading-conferences", "calm-hallways"], claim: NASTY, source: NASTY_LINES, n: "14",
    consent: "de-identified", "consent-expires": "2030-06-30", "files/1/path": "a sheet.png", "files/1/title": NASTY, "files/1/alt": NASTY,
    "series/1/file": "minutes.csv", "series/1/x": "minute", "series/1/y": "percent",
  },
  plc: {
    date: "2026-11-23", team: NASTY, initiative: "reading-conferences", focus: "when-they-dont", goal: NASTY, measure: "minutes-read", people: "4",
    product: NASTY, "needs/1/text": NASTY, "needs/1/category": "materials", "needs/1/to": NASTY, "needs/1/reply": NASTY_LINES,
    "needs/1/replied": "2026-11", "best-practices/1/text": NASTY, "best-practices/1/exemplar": "conferences-20",
    next: ["Bring two texts, and a pen\n\n  Read  "], "changes/1/what": NASTY, "changes/1/why": NASTY, "changes/1/to": "initiatives/reading-conferences",
  },
  conversation: {
    date: "2026-27", format: "premortem", initiative: "reading-conferences", plan: "every-reader", group: NASTY, people: "0",
    "barriers/1/text": NASTY, "barriers/1/strength": "5", "barriers/1/response": NASTY, "barriers/1/owner": NASTY, "barriers/1/resolved": "2026-10-05",
    "barriers/2/text": "Two", "leverage/1/text": NASTY, "leverage/1/strength": "1", "changes/1/what": NASTY, "changes/1/why": NASTY,
  },
  update: {},
};
const FOLDERS = { exemplar: "exemplars", evidence: "evidence", plc: "plc", conversation: "conversations", update: "updates" };

for (const kind of KINDS) {
  test(`whatever one types, the file of ${kind} says it and passes the check`, () =>
    withForm(async ({ page, copy, saved }) => {
      await page.goto(address(kind));
      await fill(page, {
        title: NASTY, summary: NASTY_LINES, authors: [`Coach, grade 3\n${NASTY}`], tags: ["new \"topic\""], grades: ["2", "9"], subjects: ["reading"],
        audience: "leadership", draft: kind === "update", aliases: [`old/${kind}-page.html`], ...FILLED[kind],
        "": `${NASTY_LINES}\n\n+++\ntitle = "no"\n+++\n\n{{ page }} {% raw %} \u0007\n`,
      });
      const file = await saved(() => page.click("#download"));
      if (FILLED[kind]["files/1/path"]) {
        assert.match(await page.$eval("#send-with", (files) => files.textContent), /a sheet\.png/);
        const from = join(copy, "content/harbor-view/evidence");
        const to = join(copy, "content/harbor-view", FOLDERS[kind]);
        cpSync(join(from, "running-record.png"), join(to, "a sheet.png"));
        if (kind === "evidence") cpSync(join(from, "time-on-task.csv"), join(to, "minutes.csv"));
      }
      accepts(copy, FOLDERS[kind], file);
      const values = valuesOf(file.text);
      assert.equal(values.title, NASTY);
      assert.equal(values.summary, NASTY_LINES);
      assert.deepEqual(values.authors, ["Coach, grade 3", NASTY.trim()]);
      assert.deepEqual(values.grades, ["2", "9"]);
      assert.equal(values.draft, kind === "update" ? true : undefined);
      for (const [path, value] of Object.entries(FILLED[kind])) {
        const [group, number, name] = path.split("/");
        if (number === "2") continue;
        const said = values[name ? `${group}.${name}` : path];
        if (path === "next") assert.deepEqual(said, ["Bring two texts, and a pen", "Read"]);
        // The first entry of a group is overwritten by the second, whose values are plain.
        else if (name && file.text.split(`[[${group}]]`).length > 2) assert.ok(file.text.includes(`${name} = `), path);
        else if (path === "for") assert.deepEqual(said.sort(), value.sort());
        else assert.deepEqual(/^\d+$/.test(value) ? String(said) : said, value, path);
      }
      assert.equal(bodyOf(file.text), `\n${NASTY_LINES}\n\n+++\ntitle = "no"\n+++\n\n{{ page }} {% raw %} \u0007\n`);
    }));
}

test("a title that is taken, strange or empty of letters still makes a file of its own", () =>
  withForm(async ({ page }) => {
    await page.goto(address("exemplar"));
    const named = async (values) => {
      await fill(page, values);
      return page.$eval("#file-name", (name) => name.textContent);
    };
    assert.equal(await named({ title: "Señora Ruiz’s “islands”" }), "senora-ruizs-islands.md");
    assert.equal(await named({ title: "数学" }), "exemplar.md");
    assert.equal(await named({ title: "Con" }), "con-exemplar.md");
    assert.equal(await named({ title: "Quiet start", date: "2026-11-23" }), "quiet-start-2026-11-23.md");
    assert.equal(await named({ title: "x".repeat(140) }), `${"x".repeat(100)}.md`);
  }));

test("the draft stays in the browser until it is forgotten", () =>
  withForm(async ({ page }) => {
    await page.goto(address("exemplar"));
    const state = () => page.$eval("#draft-state", (state) => state.textContent);
    const stored = () => page.evaluate(() => Object.keys(localStorage).length);
    assert.equal(await stored(), 0, "nothing is kept before anything is written");
    await fill(page, {
      title: "Kept", teacher: "A room", consent: "on-file", initiative: "reading-conferences", "look-fors": ["notes"], grades: ["2"],
      "objections/1/says": "No time", "objections/2/says": "Too loud", "": "The text",
    });
    assert.match(await state(), /kept in this browser, on this device only/);
    const before = await page.$eval("#file-text", (file) => file.value);
    await page.reload();
    assert.match(await state(), /the draft you began/);
    assert.equal(await page.$eval("#file-text", (file) => file.value), before);
    await page.goto(address("evidence"));
    assert.equal(await page.$eval("#f-title", (title) => title.value), "", "each form has a draft of its own");

    await page.goto(address("exemplar"));
    const answers = [false, true];
    page.on("dialog", (dialog) => (answers.shift() ? dialog.accept() : dialog.dismiss()));
    await page.click("#forget");
    assert.equal(await page.$eval("#file-text", (file) => file.value), before, "a slip forgets nothing");
    await page.click("#forget");
    assert.equal(await state(), "The draft is forgotten.");
    assert.equal(await stored(), 0);
    assert.equal(await page.$eval("#file-text", (file) => file.value), "+++\n+++\n");
    await page.reload();
    assert.equal(await stored(), 0);
    assert.equal(await page.$eval("#f-title", (title) => title.value), "");
  }));

test("what is wrong is listed, leads to its field, and is said in the words of check", () =>
  withForm(async ({ page, copy }) => {
    await page.goto(address("conversation"));
    await page.click("#download");
    assert.equal(await page.evaluate(() => document.activeElement.id), "problems");
    const problems = () => page.$$eval("#problems a", (links) => links.map((link) => link.textContent));
    assert.deepEqual(await problems(), [
      "“Title” is missing.", "“Date” is missing.", "“What sort of conversation it was” is missing.", "“Who took part” is missing.",
      "“Initiative” or “Plan” is missing.",
    ]);
    await page.click("#problems li:nth-child(2) a");
    assert.equal(await page.evaluate(() => document.activeElement.id), "f-date");
    assert.equal(await page.$eval("#f-date", (date) => date.getAttribute("aria-invalid")), "true");
    await page.keyboard.type("2026-02-30");
    await page.keyboard.press("Tab");
    await settled(page);
    const beside = await page.$eval("#f-date-error", (error) => error.innerText);
    assert.equal(beside, "“Date” is not a date: “2026-02-30”. Write a day as 2026-10-05, a month as \"2026-10\", a school year as \"2026-27\".");

    // The same record, bad in every way that a form can see: what the form says, check says.
    await page.goto(address("evidence"));
    await fill(page, {
      title: "Bad", date: "2026-05-14", type: "student-work", for: ["reading-conferences"], "consent-expires": "2026-01-05",
      "files/1/path": "sheet.png", source: "call 212-555-0123",
      "": "# One\n\n#### Two\n\n[here](x.md) [](y.md) ![](z.png) ![a](https://x.org/a.png)\n\nORF and PLCs: professional learning communities (PLCs). Write to ana@x.org. <marquee>",
    });
    const form = await page.evaluate(() => window.islesForm.check(document.getElementById("form"), Object.assign(JSON.parse(document.getElementById("form").dataset.rules), { date: /^\d{4}-\d\d-\d\d$/ })).map(({ message }) => message));
    const text = await page.$eval("#file-text", (file) => file.value);
    writeFileSync(join(copy, "content/harbor-view/evidence/bad.md"), text);
    const { diagnostics } = JSON.parse(isles(copy, "check", "--format", "json", ...AS_OF).stdout);
    const check = diagnostics.filter(({ file, level }) => file.endsWith("/evidence/bad.md") && level !== "note").map(({ message }) => message);
    // Only the whole site shows whether a link leads anywhere and a file is there.
    const ofSite = /^there is no file | leads to no file$/;
    const plain = (message) => message.replace(/[“”`]/g, "").replace(/\.$/, "").toLowerCase();
    const expected = [...new Set(check.filter((message) => !ofSite.test(message)).map(plain))].sort();
    assert.deepEqual([...new Set(form.map(plain))].sort(), expected);
    assert.ok(expected.length >= 11, expected.join("\n"));
  }));

test("a record is mailed, copied or opened on the code host, filled in where it is short enough", () =>
  withForm(async ({ page, saved }) => {
    await page.goto(address("update"));
    await page.evaluate(() => {
      window.followed = [];
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function () {
        if (/^(mailto|https):/.test(this.href)) window.followed.push({ href: this.href, target: this.target, rel: this.rel });
        else click.call(this);
      };
    });
    const followed = () => page.evaluate(() => window.followed.pop());
    const said = () => page.$eval("#said", (said) => said.textContent);
    await fill(page, { title: "Lunch & learn?", date: "2026-11-24", "": "100 % of us: a + b = ½ “x”" });
    const text = await page.$eval("#file-text", (file) => file.value);
    await page.click("#mail");
    const mail = new URL((await followed()).href);
    assert.equal(mail.pathname, "office@school.example");
    assert.equal(mail.searchParams.get("subject"), "For our site: Lunch & learn?");
    assert.ok(mail.searchParams.get("body").replace(/\r\n/g, "\n").endsWith(text));
    await page.click("#host");
    const opened = await followed();
    const host = new URL(opened.href);
    assert.equal(host.origin + host.pathname, "https://github.com/example/plans/new/main/content/harbor-view/updates");
    assert.equal(host.searchParams.get("filename"), "lunch-learn.md");
    assert.equal(host.searchParams.get("value"), text);
    assert.deepEqual([opened.target, opened.rel], ["_blank", "noopener noreferrer"]);
    await page.click("#copy");
    await page.waitForFunction(() => /is copied|does not let/.test(document.getElementById("said").textContent));

    await fill(page, { "": "Long words. ".repeat(900) });
    const file = await saved(() => page.click("#mail"));
    assert.equal(file.text, await page.$eval("#file-text", (file) => file.value));
    assert.match(await said(), /too long[\s\S]*attach it/);
    assert.match(new URL((await followed()).href).searchParams.get("body"), /attached file belongs into content\/harbor-view\/updates\//);
    await page.click("#host");
    await page.waitForFunction(() => window.followed.length > 0);
    assert.equal(new URL((await followed()).href).searchParams.get("value"), null);
    await page.waitForFunction(() => /too long for an address|does not let/.test(document.getElementById("said").textContent));
  }));

test("the preview reads Markdown and runs nothing", () =>
  withForm(async ({ page }) => {
    await page.goto(address("update"));
    const evil = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";
    await fill(page, {
      title: evil, summary: evil,
      "": `${evil}\n\n## A *b* \`c\`\n\n- one\n  - two\n- [x](javascript:document.title='run') [y](https://example.org/a_b) <https://example.org>\n\n1. **bold**\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\`\`\`\n<b>code</b>\n\`\`\`\n\n![alt](a.png) snake_case_word 2 * 3 * 4 \\*no\\*`,
    });
    const seen = await page.$eval("#preview .prose", (prose) => prose.innerHTML);
    assert.equal(seen,
      "<p>&lt;img src=x onerror=\"document.title='run'\"&gt;&lt;script&gt;document.title='run'&lt;/script&gt;</p>" +
      "<h4>A <em>b</em> <code>c</code></h4>" +
      "<ul><li><p>one</p><ul><li>two</li></ul></li><li><span class=\"link\">x</span> <a href=\"https://example.org/a_b\">y</a> <a href=\"https://example.org\">https://example.org</a></li></ul>" +
      "<ol start=\"1\"><li><strong>bold</strong></li></ol><blockquote><p>said</p></blockquote>" +
      "<div class=\"table-scroll\"><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></div>" +
      "<pre><code>&lt;b&gt;code&lt;/b&gt;</code></pre>" +
      "<p><i>Picture: alt</i> snake_case_word 2 * 3 * 4 *no*</p>");
    assert.equal(await page.$eval("#preview h3", (title) => title.textContent), evil);
    assert.equal(await page.$("#preview img, #preview script"), null);
    assert.notEqual(await page.title(), "run");
    // Text without end is read in a blink.
    for (const text of ["*".repeat(20000), "[".repeat(20000), "`".repeat(20001), `${"> ".repeat(5000)}x`, "_a ".repeat(8000), "(a".repeat(9000) + "@"]) {
      await fill(page, { "": text });
    }
  }));

test("axe finds nothing in a form that is filled in and wrong, and it fits a small screen", () =>
  withForm(async ({ page }) => {
    await page.setBypassCSP(true);
    for (const [scheme, width] of [["light", 1280], ["dark", 320]]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.setViewport({ width, height: 740 });
      for (const kind of KINDS) {
        await page.goto(address(kind));
        await fill(page, { title: `A ${"long".repeat(30)} title`, date: "soon", "": "## A heading\n\n[here](x.md) and `code`" });
        if (kind === "conversation") await fill(page, { "barriers/2/strength": "9", "barriers/2/text": "b".repeat(200) });
        await page.click("#download");
        await page.evaluate(AXE);
        const found = await page.evaluate(async () => {
          for (const details of document.querySelectorAll("details")) details.open = true;
          const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
          const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          const small = [...document.querySelectorAll("main button, main input, main select, main summary, main textarea")]
            .filter((target) => target.checkVisibility())
            .map((target) => ({ html: target.outerHTML.slice(0, 100), box: target.getBoundingClientRect() }))
            .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24));
          return [
            ...violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`),
            ...small.map(({ html, box }) => `${box.width}×${box.height}: ${html}`),
            ...(wide > 0 ? [`${wide} px too wide`] : []),
          ];
        });
        assert.deepEqual(found, [], `${kind}, ${scheme}, ${width} px`);
        await page.evaluate(() => localStorage.clear());
        await page.goto("about:blank");
      }
    }
  }));

test("without script a form is a list of questions with a way to answer them", () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    for (const kind of KINDS) {
      await page.goto(address(kind));
      const text = await page.$eval("main", (main) => main.innerText);
      assert.match(text, /cannot write the file for you without JavaScript[\s\S]*office@school\.example/);
      assert.doesNotMatch(text, /Download the file|Forget this draft|Choose a day|Remove this/);
      const hidden = await page.$$eval("form [data-field]", (fields) => fields.filter((field) => !field.closest("details") && !field.checkVisibility()).length);
      assert.equal(hidden, 0, kind);
    }
  }));
