// What a query costs on a large site: the bytes of all files asked for, and the time from the last letter to the answer.
// `ISLES_LARGE_SITE=FOLDER node --test tests/browser/search.budget.mjs` measures a site of 10,000 records (see the README).
import { test } from "node:test";
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

