// A host for the built sites, as schools rent them: texts packed with gzip, everything kept by the browser.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { SITES } from "./site.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const PACKED = new Set([".html", ".css", ".js", ".svg"]);

/**
 * Serves the site of an audience while `work` runs. Fonts wait for `host.release()`, so that a page is seen both
 * before and after they arrive.
 */
export async function withHost(audience, work) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://host").pathname));
    const ending = extname(path);
    if (ending === ".woff2") await released;
    let body;
    try {
      body = readFileSync(join(SITES, audience, path));
    } catch {
      response.writeHead(404).end();
      return;
    }
    const headers = { "Content-Type": TYPES[ending] ?? "application/octet-stream", "Cache-Control": "max-age=3600" };
    if (PACKED.has(ending)) headers["Content-Encoding"] = "gzip";
    response.writeHead(200, headers).end(PACKED.has(ending) ? gzipSync(body) : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work({ address: (path) => `http://127.0.0.1:${server.address().port}/${path}`, release });
  } finally {
    release();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
