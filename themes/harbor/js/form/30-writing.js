// What `check` says of a text: its headings, links, pictures and acronyms, and numbers of people.
(function (form) {
  "use strict";

  /** The lines of a text, those of code left out. */
  function prose(text) {
    var fence = "";
    return form.plain(text).split("\n").map(function (line) {
      var mark = /^ {0,3}(`{3,}|~{3,})/.exec(line);
      if (mark && !fence) {
        fence = mark[1];
        return "";
      }
      if (fence) {
        if (line.trim().indexOf(fence) === 0) fence = "";
        return "";
      }
      return line.replace(/(`+)[^`]*?\1/g, " ");
    });
  }

  function headings(lines, say) {
    var above = 1;
    lines.forEach(function (line) {
      var found = /^ {0,3}(#{1,6})(?:[ \t]|$)/.exec(line);
      if (!found) return;
      var level = found[1].length;
      if (level === 1) say("titleHeading", {}, "titleHeadingHelp");
      else if (level > above + 1) say("skips", { level: level, above: above === 1 ? "the title" : "level " + above });
      above = Math.max(level, 2);
    });
  }

  var LINKS = /(!?)\[((?:\\.|!\[[^\]]*\]\([^)]*\)|[^\]\\])*)\]\(\s*<?([^)\s<>]*)[^)]*\)/g;

  function links(text, vague, say) {
    Array.from(text.matchAll(LINKS)).forEach(function (found) {
      var words = found[2];
      var address = found[3];
      if (found[1]) {
        var isDrawing = /^(measure|referrals|walkthrough):/.test(address);
        if (!words.trim() && !isDrawing) say("imageSilent", { address: address });
        if (/^https?:/i.test(address)) say("imageRemote", { address: address }, "imageRemoteHelp");
        return;
      }
      var read = words.replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`]/g, "");
      var bare = read.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").toLowerCase();
      if (!bare) say("linkEmpty", {}, "linkHelp");
      else if (vague.indexOf(bare) >= 0) say("linkVague", { text: read }, "linkHelp");
    });
  }

  var HARMLESS = ["br", "wbr", "u", "var", "details", "summary", "dl", "dt", "dd"];

  function tags(text, allowed, say) {
    Array.from(text.matchAll(/<([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?\/?>/g)).forEach(function (found) {
      var name = found[1].toLowerCase();
      if (allowed.indexOf(name) < 0 && HARMLESS.indexOf(name) < 0) say("tag", { name: name });
    });
  }

  /** The blocks of a text without marks, and whether each is a heading. */
  function plainBlocks(lines) {
    var blocks = [];
    var open = null;
    lines.forEach(function (line) {
      var isHeading = /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line);
      var isItem = /^\s*([-*+]|\d+[.)])\s/.test(line);
      if (!line.trim() || isHeading || isItem) open = null;
      if (!line.trim()) return;
      var text = line
        .replace(/^\s*(#{1,6}|[-*+]|\d+[.)]|>)\s+/, "")
        .replace(/!\[[^\]]*\]\([^)]*\)/g, " ")
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/<(https?:|mailto:)[^<>\s]*>/gi, " ")
        .replace(/<\/?[a-zA-Z][^<>]*>/g, "")
        .replace(/\*+|(^|[^\p{L}\p{N}])_+|_+(?=[^\p{L}\p{N}]|$)/gu, "$1");
      if (open) open.text += " " + text.trim();
      else {
        open = { text: text.trim(), isHeading: isHeading };
        blocks.push(open);
        if (isHeading) open = null;
      }
    });
    return blocks;
  }

  function acronymOf(word, writing) {
    var acronym = word.replace(/s$/, "");
    var capitals = acronym.replace(/[^A-Z]/g, "").length;
    var isOne = /^[A-Z][A-Z0-9]{0,4}[A-Z]$/.test(acronym) && capitals >= 2 && !/^[IVX]+$/.test(acronym);
    return isOne && writing.known.indexOf(acronym) < 0 && writing.loud.indexOf(acronym) < 0 ? acronym : null;
  }

  function spells(words, acronym) {
    var clean = words.replace(/^[^\p{L}\p{N}]+/u, "");
    var count = (clean.match(/[\p{L}\p{N}]+/gu) || []).length;
    return clean.charAt(0).toUpperCase() === acronym.charAt(0) && count >= 2;
  }

  function isExplained(acronym, before, after, explaining) {
    var rest = after.slice(0, 200).replace(/^[“”"]+/, "");
    if (explaining.some(function (words) { return rest.indexOf(words) === 0; })) return true;
    var ahead = before.replace(/[“”"]+$/, "");
    if (/[\p{L}\p{N}”’"*]\s*\($/u.test(ahead) && /^[),;]/.test(rest)) return true;
    var brackets = /^ \(([^)]*)\)/.exec(rest);
    return Boolean(brackets && spells(brackets[1], acronym));
  }

  function acronyms(lines, writing, say) {
    var used = [];
    var explained = [];
    plainBlocks(lines).forEach(function (block) {
      Array.from(block.text.matchAll(/[\p{L}\p{N}]+/gu)).forEach(function (found) {
        var acronym = acronymOf(found[0], writing);
        if (!acronym) return;
        var after = block.text.slice(found.index + found[0].length);
        if (isExplained(acronym, block.text.slice(0, found.index), after, writing.explaining)) explained.push(acronym);
        else if (!block.isHeading && used.indexOf(acronym) < 0) used.push(acronym);
      });
    });
    used.filter(function (acronym) { return explained.indexOf(acronym) < 0; }).forEach(function (acronym) {
      say("acronym", { word: acronym }, "acronymHelp");
    });
  }

  /** Everything that `check` says of a body and a form can see. `say` takes the name of a sentence, its values and its help's name. */
  form.checkWriting = function (text, writing, say) {
    var lines = prose(text);
    var whole = lines.join("\n");
    headings(lines, say);
    links(whole, writing.vague, say);
    tags(whole, writing.tags, say);
    acronyms(lines, writing, say);
  };

  var EMAIL = /[\p{L}\p{N}._%+-]+@([\p{L}\p{N}.-]+)/gu;
  var PHONES = [
    /(?<![\p{L}\p{N}])(?:1[-./\u2011\u2013])?[2-9]\d\d[-.\u2011\u2013]\d{3}[-.\u2011\u2013]\d{4}(?![\p{L}\p{N}])/gu,
    /\([2-9]\d\d\)[ -]?\d{3}[-. \u2011\u2013]\d{4}(?![\p{L}\p{N}])/gu,
    /(?<![\p{L}\p{N}])1[-. ]\(?[2-9]\d\d\)?[-. ]\d{3}[-. ]\d{4}(?![\p{L}\p{N}])/gu,
    /\+\(?\d(?:[-./ \u2011\u2013()]{0,2}\d){7,14}(?!\d)/gu,
    /(?<![\p{L}\p{N}])(?:phone|tel|telephone|call|cell|mobile|fax|text|whatsapp)[^\p{L}\p{N}\n]{1,4}(?!\d{4}-\d\d-\d\d)\d(?:[-. ]?\d){6,14}(?![\p{L}\p{N}])/giu,
  ];
  var NUMBERS = [
    /(?<![\p{L}\p{N}])\d{3}-\d{2}-\d{4}(?![\p{L}\p{N}-])/gu,
    /(?<![\p{L}\p{N}])(?:student|pupil|learner|lunch)\s+(?:id|number|no)[ :#.=]*\d{4,14}(?![\p{L}\p{N}])/giu,
  ];

  /** The names of what is said of addresses and numbers of people in a text. */
  form.people = function (text, allowed) {
    var left = allowed.reduce(function (rest, words) { return rest.split(words).join(" "); }, text);
    var isEmail = Array.from(left.matchAll(EMAIL)).some(function (found) {
      return /^[^.].*\.\p{L}{2,}$/u.test(found[1].replace(/[.-]+$/, ""));
    });
    var any = function (patterns) { return patterns.some(function (pattern) { return left.search(pattern) >= 0; }); };
    return [isEmail && "email", any(PHONES) && "phone", any(NUMBERS) && "number"].filter(Boolean);
  };
})((window.islesForm = window.islesForm || {}));
