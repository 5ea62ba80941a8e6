// The search page: what is typed and chosen becomes a list of links under headings by kind. Texts of the site are
// written as text, never as markup.
(function () {
  "use strict";
  const own = window.islesSearch.own;
  const form = document.querySelector(".search-form");
  if (!form) return;
  const input = form.elements.q;
  const selects = [...form.querySelectorAll("select")];
  const status = document.querySelector(".search-status");
  const list = document.querySelector(".search-results");
  const more = document.querySelector(".search-more");
  const says = form.dataset;

  /** So many documents are shown at once: each may be told of in another part of the index. */
  const AT_ONCE = 15;
  /** How long one may pause between two letters, in milliseconds. */
  const PAUSE = 150;

  let manifest = null;
  let turn = 0;
  let results = { results: [], words: [] };
  let showing = 0;

  const plain = (text) => own.words(text).join(" ");
  const sentence = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // What is asked for.

  /** Takes `grade:2` and the like out of what is typed. */
  function asked() {
    const fields = selects.filter((select) => select.value).map((select) => [select.name, select.value]);
    const unknown = [];
    const typed = input.value.replace(/(^|\s)(\p{L}+):("[^"]*"?|\S+)/gu, (whole, before, name, value) => {
      const field = fieldOf(name.toLowerCase(), value.replaceAll('"', ""));
      if (field === undefined) return whole;
      if (field === null) unknown.push(`${name}:${value}`);
      else fields.push(field);
      return before;
    });
    return { typed, fields, unknown };
  }

  /** The field of that name with the value that is meant; null for no such value, undefined for no such field. */
  function fieldOf(name, value) {
    if (name === "tag") return own.slug(value) ? [name, own.slug(value)] : null;
    const select = selects.find((one) => one.name === name);
    if (!select) return says.fields.split(" ").includes(name) ? null : undefined;
    const options = [...select.options].filter((option) => option.value);
    const wanted = plain(value);
    const exactly = (option) => [option.value, option.dataset.also ?? "", option.text].some((text) => text === value || (wanted && plain(text) === wanted));
    const begins = (option) => wanted && plain(option.text).startsWith(wanted);
    const option = options.find(exactly) ?? options.find(begins);
    return option ? [name, option.value] : null;
  }

  // What is found.

  async function search() {
    turn += 1;
    const mine = turn;
    const { typed, fields, unknown } = asked();
    keepAddress();
    if (typed.trim() === "" && fields.length === 0 && unknown.length === 0) {
      results = { results: [], words: [] };
      show([], "");
      return;
    }
    try {
      manifest ??= await own.begin(says.index);
      const found = unknown.length > 0 ? { results: [], words: [] } : await own.find(manifest, typed, fields);
      const first = await told(found, 0);
      if (mine !== turn) return;
      results = found;
      show(first, unknown.length > 0 ? sentence(says.unknown, { field: unknown[0] }) : answerTo(found));
    } catch {
      if (mine === turn) show([], says.failed);
    }
  }

  /** The next documents of what was found, with what is shown of them. */
  async function told(found, from) {
    const next = found.results.slice(from, from + AT_ONCE);
    const shown = await Promise.all(next.map((one) => own.shown(one.key)));
    return next.map((one, at) => ({ ...one, ...shown[at] })).filter((one) => one.url);
  }

  function answerTo({ results, words, isPartial, onlyCommon }) {
    if (onlyCommon && results.length === 0) return says.common;
    const count = results.length === 1 ? says.one : sentence(results.length === 0 ? says.none : says.found, { n: results.length });
    const said = [count];
    if (isPartial && results.length > 0) said.push(says.partial);
    for (const { word, forms, isSlip } of words) {
      if (isSlip && forms.size > 0) said.push(sentence(says.slip, { typed: word, instead: [...forms.keys()].join(", ") }));
    }
    return said.join(" ");
  }

  // What is shown.

  function show(first, words) {
    showing = first.length;
    list.replaceChildren();
    append(first);
    status.textContent = words;
    document.querySelector(".search-without").hidden = first.length > 0;
  }

  function append(documents) {
    for (const one of documents) groupOf(kindOf(one)).append(line(one));
    for (const group of list.children) {
      const all = results.results.filter((one) => `found-${kindOf(one)}` === group.firstElementChild.id).length;
      const now = group.querySelectorAll(".found > li").length;
      group.querySelector(".count").textContent = now < all ? sentence(says.part, { n: now, all }) : String(all);
    }
    more.hidden = showing >= results.results.length || showing === 0;
  }

  const namesOfKinds = new Map([...(form.elements.kind?.options ?? [])].map((option) => [option.value, option.text]));

  /** The kind of a document, where one can choose it. */
  function kindOf(one) {
    const kind = manifest.kinds[own.letterOf(one.key)];
    return namesOfKinds.has(kind) ? kind : "other";
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  /** The list under the heading of a kind. */
  function groupOf(kind) {
    const id = `found-${kind}`;
    const before = document.getElementById(id);
    if (before) return before.nextElementSibling;
    const heading = element("h2", "", namesOfKinds.get(kind) ?? says.other, " ", element("span", "count"));
    heading.id = id;
    const lines = element("ul", "found");
    lines.setAttribute("aria-labelledby", id);
    list.append(element("section", "found-kind", heading, lines));
    return lines;
  }

  function line({ title, url, place, date, audience, opening, headings, section }) {
    const link = element("a", "", ...marked(title));
    link.href = says.root + url;
    const item = element("li", "", element("h3", "found-title", link));
    // A day stays on one line, as it does where pages write it.
    const day = date?.replaceAll(" ", "\u00a0");
    const meta = element("p", "meta", ...[place, day].filter(Boolean).map((text) => element("span", "", text)));
    if (audience) meta.append(element("span", "badge", audience));
    if (meta.childElementCount > 0) item.append(meta);
    if (opening) item.append(element("p", "found-opening", ...marked(opening)));
    const heading = headingOf(headings, section);
    if (heading) {
      const part = element("a", "", ...marked(heading.text));
      part.href = `${says.root}${url}#${encodeURIComponent(heading.anchor)}`;
      item.append(element("p", "found-part", says.under, " ", part));
    }
    return item;
  }

  /** The first heading with one of the words, else the one under which the rarest of them stands. */
  function headingOf(headings, section) {
    const all = headings.map((heading) => {
      const [text, anchor] = Array.isArray(heading) ? heading : [heading, null];
      return { text, anchor: anchor ?? text.toLowerCase().replaceAll(" ", "-").replace(/[^a-z0-9_-]/g, "") };
    });
    return all.find(({ text }) => own.words(text).some(isFound)) ?? all[section - 1];
  }

  const isFound = (word) => results.words.some(({ forms }) => forms.has(word));

  /** A text in pieces, with the words that were found marked. */
  function marked(text) {
    const pieces = text.split(/([\p{L}\p{N}\p{M}]+)/u);
    return pieces.map((piece, at) => (at % 2 === 1 && own.words(piece).some(isFound) ? element("mark", "", piece) : piece));
  }

  // The address, so that what was asked for can be sent to others.

  function keepAddress() {
    const asking = new URLSearchParams();
    if (input.value.trim()) asking.set("q", input.value.trim());
    for (const select of selects) {
      if (select.value) asking.set(select.name, select.value);
    }
    const kept = asking.toString();
    if (location.hash.slice(1) !== kept && (kept || location.hash.includes("="))) history.replaceState(null, "", `#${kept}`);
  }

  function readAddress() {
    const asking = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search);
    input.value = asking.get("q") ?? "";
    for (const select of selects) {
      const value = asking.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  }

  // What is done.

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  };
  input.addEventListener("input", soon);
  form.addEventListener("change", (event) => event.target !== input && search());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  form.addEventListener("reset", () => {
    setTimeout(() => {
      input.value = "";
      selects.forEach((select) => (select.value = ""));
      input.focus();
      search();
    });
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || input.value === "") return;
    event.preventDefault();
    input.value = "";
    search();
  });
  more.addEventListener("click", async () => {
    const mine = turn;
    const next = await told(results, showing).catch(() => []);
    if (mine !== turn || next.length === 0) return;
    showing += next.length;
    append(next);
    const links = [...list.querySelectorAll(".found-title a")];
    links.find((link) => link.getAttribute("href") === says.root + next[0].url)?.focus();
  });
  window.addEventListener("hashchange", () => {
    readAddress();
    search();
  });

  document.querySelector(".search-needs").hidden = true;
  form.hidden = false;
  readAddress();
  search();
})();
