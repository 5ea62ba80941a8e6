// Words put together, file names, dates, and the text of a record's file.
(function (form) {
  "use strict";

  /** The words with each {name} replaced by what it stands for. */
  form.said = function (words, values) {
    return words.replace(/\{(\w+)\}/g, function (all, name) {
      return Object.prototype.hasOwnProperty.call(values, name) ? values[name] : all;
    });
  };

  /** The words as the start of a sentence. */
  form.sentence = function (words) {
    var text = words.charAt(0).toUpperCase() + words.slice(1);
    return /[.!?]$/.test(text) ? text : text + ".";
  };

  /** The text as it can stand in a file: whole characters, no zero, one sort of line end. */
  form.plain = function (text) {
    var whole = new TextDecoder().decode(new TextEncoder().encode(text));
    return whole.replace(/\r\n?/g, "\n").replace(/\u0000/g, "");
  };

  var LETTERS = {
    a: "áàâäãå", e: "éèêë", i: "íìîï", o: "óòôöõø", u: "úùûü", n: "ñ", c: "ç", ss: "ß",
  };

  function plainLetter(letter) {
    if (/[a-z0-9]/.test(letter)) return letter;
    return Object.keys(LETTERS).find(function (plain) {
      return LETTERS[plain].indexOf(letter) >= 0;
    }) || "";
  }

  /** A title as a file's name: lower case, words joined by `-`; empty where nothing can stand in one. */
  form.slug = function (text) {
    var slug = "";
    Array.from(text.toLowerCase()).forEach(function (letter) {
      var plain = plainLetter(letter);
      if (plain) slug += plain;
      else if (slug && !slug.endsWith("-") && letter !== "'" && letter !== "’") slug += "-";
    });
    return slug.slice(0, 100).replace(/-+$/, "");
  };

  var RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|index)$/;

  /** A file's name that no record has: of the title, else with the date or a number behind it. */
  form.fileId = function (title, date, kind, taken) {
    var slug = form.slug(title) || kind;
    if (RESERVED.test(slug)) slug += "-" + kind;
    var lower = taken.map(function (id) { return id.toLowerCase(); });
    var isFree = function (id) { return lower.indexOf(id) < 0; };
    if (isFree(slug)) return slug;
    var short = slug.slice(0, 80).replace(/-+$/, "");
    var dated = short + "-" + date;
    if (isFree(dated)) return dated;
    for (var number = 2; ; number += 1) {
      if (isFree(dated + "-" + number)) return dated + "-" + number;
    }
  };

  function isDay(year, month, day) {
    var date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  }

  function ends(year, month) {
    return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  }

  /** What a date means: whether it is one day, and its last day; null where it is none. */
  form.when = function (text, pattern) {
    var clean = text.trim();
    if (!pattern.test(clean)) return null;
    var year = Number(clean.slice(0, 4));
    var rest = clean.slice(5);
    var schoolYear = function () { return { isDay: false, last: ends(year + 1, 6) }; };
    if (!rest) return { isDay: false, last: year + "-12-31" };
    if (/^q[1-4]$/i.test(rest)) return { isDay: false, last: ends(year, Number(rest[1]) * 3) };
    if (/^\d\d$/.test(rest)) {
      var second = Number(rest);
      if (second >= 1 && second <= 12) return { isDay: false, last: ends(year, second) };
      return second === (year + 1) % 100 ? schoolYear() : null;
    }
    if (/^\d{4}$/.test(rest)) return Number(rest) === year + 1 ? schoolYear() : null;
    if (!isDay(year, Number(rest.slice(0, 2)), Number(rest.slice(3, 5)))) return null;
    return { isDay: /^\d\d-\d\d$/.test(rest), last: clean.slice(0, 10) };
  };

  /** Today, where the reader is. */
  form.today = function () {
    var now = new Date();
    var two = function (number) { return String(number).padStart(2, "0"); };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  };

  /** The text in straight double quotes on one line, with TOML's escapes. */
  form.quoted = function (text) {
    var named = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t" };
    var escaped = form.plain(text).replace(/["\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, function (letter) {
      return named[letter] || "\\u" + letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    });
    return '"' + escaped + '"';
  };

  function literal(value) {
    if (typeof value === "string") return form.quoted(value);
    if (Array.isArray(value)) return "[" + value.map(literal).join(", ") + "]";
    if (typeof value === "object") return value.isDay ? value.date : form.quoted(value.date);
    return String(value);
  }

  function isTable(value) {
    return typeof value === "object" && (value.table || value.tables);
  }

  function lines(fields) {
    return fields.map(function (field) { return field.name + " = " + literal(field.value) + "\n"; }).join("");
  }

  /**
   * The file of a record: its fields in order, as TOML wants it with tables behind the others, and its text.
   * A value is a text, a number, true, a list of texts, {date, isDay}, {table: fields} or {tables: [fields]}.
   */
  form.file = function (fields, body) {
    var text = "+++\n" + lines(fields.filter(function (field) { return !isTable(field.value); }));
    fields.filter(function (field) { return isTable(field.value); }).forEach(function (field) {
      var header = field.value.table ? "[" + field.name + "]" : "[[" + field.name + "]]";
      (field.value.tables || [field.value.table]).forEach(function (table) {
        text += "\n" + header + "\n" + lines(table);
      });
    });
    var words = form.plain(body).replace(/\s+$/, "").replace(/^(\s*\n)+/, "");
    return text + "+++\n" + (words ? "\n" + words + "\n" : "");
  };
})((window.islesForm = window.islesForm || {}));
