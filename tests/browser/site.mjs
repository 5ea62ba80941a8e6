// The built sites under test, and a browser to open them in.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

/** The folder that holds one built site for each audience. */
export const SITES = process.env.ISLES_SITES ?? fail("ISLES_SITES names no folder of built sites");
/** The Chromium that runs the tests. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

function fail(why) {
  throw new Error(why);
}

/**
 * Every page of a site that one reads, by its path from the site's root. The page of what is not found is not one
 * of them: its links begin at the server's root, so that it is right wherever a server shows it.
 */
export function pages(audience) {
  const root = join(SITES, audience);
  const all = readdirSync(root, { recursive: true }).map((path) => path.split(sep).join("/"));
  const leadsOn = (path) => readFileSync(join(root, path), "utf8").includes('http-equiv="refresh"');
  const found = all.filter((path) => path.endsWith(".html") && path !== "404.html" && !leadsOn(path)).sort();
  if (found.length < 20) fail(`only ${found.length} pages in ${root}`);
  return found;
}

/** One page for each kind of page: the first by path of those whose body has the same class. */
export async function kindsOfPages(browser, audience) {
  const page = await browser.newPage();
  const kinds = new Map();
  for (const path of pages(audience)) {
    await page.goto(url(audience, path));
    const kind = await page.evaluate(() => document.body.className);
    if (!kinds.has(kind)) kinds.set(kind, path);
  }
  await page.close();
  return kinds;
}

/** The address of a page, as a double click opens it. */
export function url(audience, path) {
  return pathToFileURL(join(SITES, audience, path)).href;
}

/**
 * Gathers in `wrong` what a page says on the console. From a folder Chromium does not take the letters that are asked
 * for ahead, and says so: that is of no matter to a reader, and on a server it takes them.
 */
export function hear(page, wrong) {
  const isOfNoMatter = (said) => /file:\/\/\/[^ ]+\.woff2/.test(said) && /preload.* not used/.test(said);
  page.on("console", (message) => isOfNoMatter(message.text()) || wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(String(error)));
}

/** The path of an address below the site's root. */
export function pathOf(audience, address) {
  return relative(join(SITES, audience), decodeURIComponent(new URL(address).pathname)).split(sep).join("/");
}

/** Runs `work` with a browser of its own. */
export async function withBrowser(work) {
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--allow-file-access-from-files=false",
    ],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
