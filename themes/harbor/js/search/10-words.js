// The words of what is typed, taken apart as the index takes texts apart (src/render/search/words.rs).
(function () {
  "use strict";

  // Writings without blanks: each sign is a word.
  const SIGNS = /([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}])/gu;
  const SILENT = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const PLAIN = { ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th" };
  const LONGEST = 40;

  function folded(text) {
    return text
      .replace(SILENT, "")
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{M}/gu, "")
      .replace(/[łøđðħıßæœþ]/g, (letter) => PLAIN[letter]);
  }

  /** The words of a text; single letters are no words. */
  function words(text) {
    const apart = text.normalize("NFC").replace(SIGNS, " $1 ");
    const found = apart.split(/\s+/).flatMap((part) => folded(part).match(/[\p{Alphabetic}\p{N}]+/gu) || []);
    return found.filter((word) => !/^[a-z]$/.test(word) && word.length <= LONGEST);
  }

  /** The number of a word (src/render/search/words.rs: `hash`). */
  function hash(word) {
    let number = 0x811c9dc5;
    for (let at = 0; at < word.length; at += 1) {
      number = Math.imul(number ^ word.charCodeAt(at), 0x01000193);
    }
    number ^= number >>> 16;
    number = Math.imul(number, 0x85ebca6b);
    number ^= number >>> 13;
    number = Math.imul(number, 0xc2b2ae35);
    return (number ^ (number >>> 16)) >>> 0;
  }

  // English adds "es" to a hiss and to "o" (boxes, lunches), Spanish to other consonants (lecciones, niveles): short words
  // are left alone there, or "notes" would be "not".
  const TAKES_ES = /([sxzo]|ch|sh|.{4}[dlnr])$/;

  /** The same word for one and for several, as English and Spanish spell most of them. */
  function otherNumber(word) {
    const forms = [word + "s"];
    if (TAKES_ES.test(word)) forms.push(word + "es");
    if (word.endsWith("y")) forms.push(word.slice(0, -1) + "ies");
    if (word.endsWith("ies")) forms.push(word.slice(0, -3) + "y");
    if (word.endsWith("es") && TAKES_ES.test(word.slice(0, -2))) forms.push(word.slice(0, -2));
    if (word.endsWith("s")) forms.push(word.slice(0, -1));
    return forms.filter((form) => form.length > 1);
  }

  /**
   * How many letters have to be added, left out, changed or swapped with their neighbor to make `typed` of `word`, or
   * of its beginning; more than `most` where more are needed. (Optimal string alignment.)
   */
  function slips(typed, word, most, beginning) {
    if (typed.length - word.length > most || (!beginning && word.length - typed.length > most)) return most + 1;
    let before = [];
    let last = Array.from({ length: word.length + 1 }, (_, at) => at);
    for (let row = 1; row <= typed.length; row += 1) {
      const now = [row];
      for (let at = 1; at <= word.length; at += 1) {
        const changed = last[at - 1] + (typed[row - 1] === word[at - 1] ? 0 : 1);
        now[at] = Math.min(changed, last[at] + 1, now[at - 1] + 1);
        if (row > 1 && at > 1 && typed[row - 1] === word[at - 2] && typed[row - 2] === word[at - 1]) {
          now[at] = Math.min(now[at], before[at - 2] + 1);
        }
      }
      if (Math.min(...now) > most) return most + 1;
      before = last;
      last = now;
    }
    return beginning ? Math.min(...last) : last[word.length];
  }

  /** A text as the index has it in values of fields. */
  function slug(text) {
    return (folded(text).replace(/['’]/g, "").match(/[a-z0-9]+/g) || []).join("-");
  }

  // The files of the index hand their data to functions of this object; `own` is what the files of the script share.
  window.islesSearch = { own: { words, slug, hash, otherNumber, slips } };
})();
