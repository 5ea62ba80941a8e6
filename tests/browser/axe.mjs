// What axe finds on a page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Everything that axe finds at an address but for the rules in `except`, with all that is folded away open. */
export async function violations(page, address, except = []) {
  await page.goto(address);
  await page.evaluate(AXE);
  return page.evaluate(
    async (tags, except) => {
      // A closed disclosure hides what stands in it.
      for (const details of document.querySelectorAll("details")) details.open = true;
      const result = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])), resultTypes: ["violations"] });
      return result.violations.map(({ id, nodes }) => ({ id, targets: nodes.slice(0, 3).map((node) => node.target.join(" ")), first: nodes[0].html.slice(0, 160) }));
    },
    RULES,
    except,
  );
}
