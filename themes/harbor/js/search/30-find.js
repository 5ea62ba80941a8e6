// From what is typed to documents in order.
//
// A document is found if it has every word. Its score is the sum over the words of
//   weight of the best place × how near the form is to what was typed × how rare the word is (ln(1 + N ÷ n)),
// and documents of one score stand in the order of their keys, which never changes.
(function () {
  "use strict";
  const own = window.islesSearch.own;

  /** By level (src/render/search/gather.rs): belongs, text, often in the text, field, heading, topic, title, short title. */
  const WEIGHTS = [1, 2, 3, 5, 8, 10, 16, 20];
  const TITLE = 6;
  const NEARNESS = { typed: 1, number: 0.9, beginning: 0.7, slip: 0.5, slips: 0.3 };

  /** So many words are looked for; what is typed beyond them is not. */
  const MOST_WORDS = 8;
  /** So many words that begin as the last one does are looked for, beside the word itself. */
  const MOST_BEGINNINGS = 4;
  const MOST_SLIPS = 3;
  /** So many parts of the list of words are loaded for beginnings, and for slips. */
  const MOST_PARTS = { beginning: 2, slip: 4 };
  const SHORTEST_BEGINNING = 3;

  /** The parts of the list of words in which a word stands if anywhere, and those with words that begin so. */
  function partsWith(manifest, word) {
    return manifest.words.filter((name) => (name.endsWith("_") ? name.slice(0, -1) === word : word.startsWith(name)));
  }

  function partsBeginning(manifest, word) {
    const longer = manifest.words.filter((name) => name !== word && name.startsWith(word));
    return [...new Set([...partsWith(manifest, word), ...longer.slice(0, MOST_PARTS.beginning)])];
  }

  /** Parts with words that a slip may have made of others: those that begin alike, then those with the second letter. */
  function partsNear(manifest, word) {
    if (manifest.words.length <= MOST_PARTS.slip) return manifest.words;
    const alike = (name) => [...name].filter((letter, at) => word[at] === letter).length;
    const first = manifest.words.filter((name) => name[0] === word[0]).sort((a, b) => alike(b) - alike(a));
    const second = manifest.words.filter((name) => name[0] === word[1] && (name.length < 2 || name[1] === word[0] || name[1] === word[2]));
    return [...new Set([...first.slice(0, MOST_PARTS.slip - 1), ...second])].slice(0, MOST_PARTS.slip);
  }

  /** The words of the index that a typed word stands for. */
  async function formsOf(manifest, word, isLast) {
    const asBeginning = isLast && word.length >= SHORTEST_BEGINNING;
    const others = own.otherNumber(word);
    const parts = new Set(asBeginning ? partsBeginning(manifest, word) : partsWith(manifest, word));
    for (const other of others) partsWith(manifest, other).forEach((name) => parts.add(name));
    const known = await own.known([...parts]);
    const forms = new Map();
    const add = (form, how) => forms.has(form) || forms.set(form, NEARNESS[how]);
    if (known.has(word)) add(word, "typed");
    others.filter((other) => known.has(other)).forEach((other) => add(other, "number"));
    if (asBeginning) {
      const beginnings = [...known.keys()].filter((other) => other.startsWith(word) && !forms.has(other));
      beginnings.sort((a, b) => known.get(b) - known.get(a) || a.length - b.length || (a < b ? -1 : 1));
      beginnings.slice(0, MOST_BEGINNINGS - forms.size).forEach((other) => add(other, "beginning"));
    }
    if (forms.size > 0) return { word, forms, isSlip: false };
    (await near(manifest, word, isLast)).forEach(({ other, slips }) => add(other, slips > 1 ? "slips" : "slip"));
    return { word, forms, isSlip: true };
  }

  /** Words that a slip or two away from a typed word, for which nothing else was found. */
  async function near(manifest, word, isLast) {
    const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    if (most === 0) return [];
    const known = await own.known(partsNear(manifest, word));
    const found = [];
    for (const [other, frequency] of known) {
      const slips = own.slips(word, other, most, isLast && word.length > 4);
      if (slips <= most) found.push({ other, slips, frequency });
    }
    const apart = (one) => Math.abs(one.other.length - word.length);
    found.sort((a, b) => a.slips - b.slips || apart(a) - apart(b) || b.frequency - a.frequency || (a.other < b.other ? -1 : 1));
    return found.filter(({ slips }) => slips === found[0].slips).slice(0, MOST_SLIPS);
  }

  /** The best place of a word in each document: its weight and its section. */
  async function places({ forms }) {
    const best = new Map();
    const lists = await Promise.all([...forms.keys()].map(own.hits));
    [...forms.values()].forEach((nearness, at) => {
      const { keys, marks } = lists[at];
      for (let index = 0; index < keys.length; index += 1) {
        const level = marks[index] >> 3;
        const weight = WEIGHTS[level] * nearness;
        const before = best.get(keys[index]);
        if (before === undefined || before.weight < weight) {
          best.set(keys[index], { weight, section: level < TITLE ? marks[index] & 7 : 0 });
        }
      }
    });
    return best;
  }

  /**
   * Finds documents. `typed` is free text; `fields` are pairs such as `["grade", "2"]`, of which every one must hold.
   * Returns the documents in order, and what became of the words.
   */
  async function find(manifest, typed, fields) {
    const all = own.words(typed);
    const searched = [...new Set(all.filter((word) => !manifest.common.has(word)))].slice(0, MOST_WORDS);
    const isOpen = /[\p{L}\p{N}\p{M}]$/u.test(typed) && all[all.length - 1] === searched[searched.length - 1];
    const words = await Promise.all(searched.map((word, at) => formsOf(manifest, word, isOpen && at === searched.length - 1)));
    const [found, allowed] = await Promise.all([Promise.all(words.map(places)), allowedBy(manifest, fields)]);
    const scores = new Map();
    for (const places of found) {
      const rarity = Math.log(1 + manifest.documents / Math.max(1, places.size));
      for (const [key, { weight, section }] of places) {
        if (!allowed(key)) continue;
        const one = scores.get(key) ?? { key, score: 0, words: 0, section: 0, most: 0 };
        one.score += weight * rarity;
        one.words += 1;
        if (section > 0 && weight > one.most) [one.section, one.most] = [section, weight];
        scores.set(key, one);
      }
    }
    if (words.length === 0 && fields.length > 0) {
      for (const key of await keysOf(manifest, fields)) {
        if (allowed(key)) scores.set(key, { key, score: 0, words: 0, section: 0, most: 0 });
      }
    }
    const most = Math.max(0, ...[...scores.values()].map((one) => one.words));
    const results = [...scores.values()].filter((one) => one.words === most);
    results.sort((a, b) => b.score - a.score || a.key - b.key);
    return { results, words, isPartial: most < words.length, onlyCommon: all.length > 0 && words.length === 0 };
  }

  const isKind = ([name]) => name === "kind";

  /** Whether a document is of the kind and has the fields that were asked for. */
  async function allowedBy(manifest, fields) {
    const kinds = fields.filter(isKind).map(([, value]) => value);
    const sets = await Promise.all(fields.filter((field) => !isKind(field)).map(async ([name, value]) => new Set((await own.hits(`${name}:${value}`)).keys)));
    return (key) => kinds.every((kind) => manifest.kinds[own.letterOf(key)] === kind) && sets.every((set) => set.has(key));
  }

  /** Every document that has one of the fields; those of a kind are told by its name, which each of them has. */
  async function keysOf(manifest, fields) {
    const field = fields.find((one) => !isKind(one));
    if (field) return (await own.hits(field.join(":"))).keys;
    return (await own.hits(`kind:${fields[0][1]}`)).keys;
  }

  Object.assign(own, { find });
})();
