// The index, part by part as it is needed (src/render/search.rs). A page that was opened from a folder may load scripts
// and nothing else: each part is a script that hands over its data.
(function () {
  "use strict";
  const own = window.islesSearch.own;
  const DIGITS = "bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ!#$%()*+,-.:;=?[]^_`{|}~";
  const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));
  /** Room for the ids of one kind in a key; they have `manifest.id_bits` bits at most. */
  const KEY_BITS = 24;
  const HASH_BITS = 32;

  const given = { words: new Map(), hits: new Map(), shown: new Map() };
  const loading = new Map();
  let folder = "";
  let manifest = null;

  window.islesSearch.index = (data) => {
    manifest = data;
    manifest.hits = new Set(names(data.hits));
    manifest.shown = new Set(names(data.shown));
    manifest.common = new Set(data.common);
  };
  for (const family of Object.keys(given)) {
    window.islesSearch[family] = (name, data) => given[family].set(name, data);
  }

  /** The names of parts, from the shape of the splits that made them (src/render/search/shard.rs). */
  function names(shape) {
    const found = [];
    let at = 0;
    (function walk(name) {
      const split = shape[at];
      at += 1;
      if (split === "-") found.push(name);
      if (split === "+") {
        walk(name + "0");
        walk(name + "1");
      }
    })("");
    return found;
  }

  function load(path) {
    if (!loading.has(path)) {
      const loaded = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = folder + path;
        script.onload = resolve;
        script.onerror = () => {
          loading.delete(path);
          reject(new Error(path));
        };
        document.head.append(script);
      });
      loading.set(path, loaded);
    }
    return loading.get(path);
  }

  async function part(family, name) {
    if (!given[family].has(name)) {
      const safe = [...name].map((letter) => (/[A-Za-z0-9_]/.test(letter) ? letter : "-" + letter.codePointAt(0).toString(16)));
      await load(`${family}${name ? "-" : ""}${safe.join("")}.js`);
    }
    return given[family].get(name);
  }

  /** The part that a number lies in; nothing where there is none. */
  function partOf(parts, number, bits) {
    const digits = number.toString(2).padStart(bits, "0");
    for (let length = 0; length <= bits; length += 1) {
      if (parts.has(digits.slice(0, length))) return digits.slice(0, length);
    }
    return undefined;
  }

  /** Begins: the manifest, from the folder of the index. */
  async function begin(path) {
    folder = path.replace(/[^/]*$/, "");
    await load(path.slice(folder.length));
    return manifest;
  }

  /** Known words with how frequent they are (0 to 4), of the parts of that name. */
  async function known(parts) {
    const texts = await Promise.all(parts.map((name) => part("words", name)));
    const found = new Map();
    for (const classes of texts) {
      classes.forEach((line, frequency) => {
        for (const word of line ? line.split(" ") : []) found.set(word, frequency);
      });
    }
    return found;
  }

  /** A number in the digits of the index (src/render/search/postings.rs: `push_number`). */
  function digitsOf(number) {
    let text = "";
    for (; number >= 32; number = Math.floor(number / 32)) text += DIGITS[32 + (number % 32)];
    return text + DIGITS[number];
  }

  /** Where a word stands: the key of each document, and its mark. */
  async function hits(word) {
    const name = partOf(manifest.hits, own.hash(word), HASH_BITS);
    const text = name === undefined ? undefined : (await part("hits", name))[word];
    const keys = [];
    const marks = [];
    for (const kind of text ? text.split(" ") : []) {
      const first = keyOf(kind[0], 0);
      let id = 0;
      for (let at = 1; at < kind.length; at += 1) {
        let factor = 1;
        let digit = VALUES.get(kind.charCodeAt(at));
        while (digit >= 32) {
          id += (digit - 32) * factor;
          factor *= 32;
          at += 1;
          digit = VALUES.get(kind.charCodeAt(at));
        }
        id += digit * factor;
        at += 1;
        keys.push(first + id);
        marks.push(VALUES.get(kind.charCodeAt(at)));
      }
    }
    return { keys, marks };
  }

  /** What is shown of a document. */
  async function shown(key) {
    const id = key % 2 ** KEY_BITS;
    const name = partOf(manifest.shown, id, manifest.id_bits);
    const entry = name === undefined ? undefined : (await part("shown", name))[letterOf(key) + digitsOf(id)];
    if (!entry) return null;
    const [title, url, place, date, audience, opening, headings] = entry;
    return { title, url, place, date, audience, opening, headings };
  }

  /** A document's key: its kind and its number among those of its kind. */
  function keyOf(letter, id) {
    return (letter.charCodeAt(0) - 97) * 2 ** KEY_BITS + id;
  }

  function letterOf(key) {
    return String.fromCharCode(97 + Math.floor(key / 2 ** KEY_BITS));
  }

  Object.assign(own, { begin, known, hits, shown, letterOf });
})();
