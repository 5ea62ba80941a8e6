// A text with Markdown's marks as it will read: nodes made one by one, never HTML.
(function (form) {
  "use strict";

  function make(name, text) {
    var element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  var CODE = /^(`+)([\s\S]*?[^`])\1(?!`)/;
  var LINK = /^(!?)\[((?:\\.|[^\]\\])*)\]\(\s*<?((?:\\.|[^()\s<>\\]|\([^()\s]*\))*)>?(?:\s+"[^"]*")?\s*\)/;
  var WIKI = /^\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]/;
  var AUTOLINK = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/i;
  var STRONG = /^(\*\*|__)(?=\S)([\s\S]*?\S)\1/;
  var STRESS = /^(\*|_)(?=\S)((?:[\s\S](?!\1\1))*?\S)\1/;

  /** What is marked at the start of a text: its length and its node. */
  function marked(rest, before, picture) {
    var found = CODE.exec(rest);
    if (found) return { length: found[0].length, node: make("code", found[2].replace(/^ ([\s\S]+) $/, "$1")) };
    found = LINK.exec(rest);
    if (found && found[1]) return { length: found[0].length, node: make("i", form.said(picture, { text: found[2] })) };
    if (found) return { length: found[0].length, node: link(found[3], found[2], picture) };
    found = WIKI.exec(rest);
    if (found) return { length: found[0].length, node: link("", found[2] || found[1], picture) };
    found = AUTOLINK.exec(rest);
    if (found) return { length: found[0].length, node: link(found[1], found[1], picture) };
    var inWord = /[\p{L}\p{N}]$/u.test(before);
    found = STRONG.exec(rest);
    if (found && !(found[1] === "__" && inWord)) return { length: found[0].length, node: inline(make("strong"), found[2], picture) };
    found = STRESS.exec(rest);
    if (found && !(found[1] === "_" && inWord)) return { length: found[0].length, node: inline(make("em"), found[2], picture) };
    return null;
  }

  /** A link; one into the site leads nowhere from here, so it only looks like one. */
  function link(address, text, picture) {
    var outside = /^(https?:|mailto:|tel:)/i.test(address);
    var node = make(outside ? "a" : "span");
    if (outside) node.href = address;
    else node.className = "link";
    return inline(node, text, picture);
  }

  function inline(parent, text, picture) {
    var words = "";
    var put = function () {
      if (words) parent.append(words);
      words = "";
    };
    var at = 0;
    while (at < text.length) {
      var letter = text[at];
      if (letter === "\\" && /[!-\/:-@\[-`{-~]/.test(text[at + 1] || "")) {
        words += text[at + 1];
        at += 2;
        continue;
      }
      if (letter === "\n") {
        var isHard = / {2,}$/.test(words);
        words = words.replace(/ +$/, "");
        put();
        parent.append(isHard ? make("br") : " ");
        at += 1;
        continue;
      }
      var found = "`![<*_".indexOf(letter) >= 0 ? marked(text.slice(at), text.slice(0, at), picture) : null;
      if (found) {
        put();
        parent.append(found.node);
        at += found.length;
      } else {
        words += letter;
        at += 1;
      }
    }
    put();
    return parent;
  }

  var HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
  var FENCE = /^ {0,3}(`{3,}|~{3,})/;
  var RULE = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
  var QUOTE = /^ {0,3}> ?/;
  var ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])( +|$)/;
  var TABLE = /^ *\|?( *:?-+:? *\|)+( *:?-+:? *)?$/;

  function isBlank(line) {
    return !line.trim();
  }

  function startsBlock(line) {
    return HEADING.test(line) || FENCE.test(line) || RULE.test(line) || QUOTE.test(line) || ITEM.test(line);
  }

  function cells(line) {
    return line.trim().replace(/^\|/, "").replace(/\|$/, "").split("|");
  }

  function take(lines, at, belongs) {
    var end = at;
    while (end < lines.length && belongs(lines[end], end)) end += 1;
    return end;
  }

  function fence(lines, at, parent) {
    var mark = FENCE.exec(lines[at])[1];
    var end = take(lines, at + 1, function (line) { return line.trim().indexOf(mark) !== 0; });
    var code = make("pre");
    code.append(make("code", lines.slice(at + 1, end).join("\n")));
    parent.append(code);
    return end + 1;
  }

  function quote(lines, at, parent, picture, depth) {
    var end = take(lines, at, function (line, here) {
      return QUOTE.test(line) || (here > at && !isBlank(line) && !startsBlock(line));
    });
    var inner = lines.slice(at, end).map(function (line) { return line.replace(QUOTE, ""); });
    parent.append(blocks(make("blockquote"), inner, picture, depth + 1));
    return end;
  }

  function list(lines, at, parent, picture, depth) {
    var isOrdered = /\d/.test(ITEM.exec(lines[at])[2]);
    var node = make(isOrdered ? "ol" : "ul");
    if (isOrdered) node.start = parseInt(ITEM.exec(lines[at])[2], 10);
    while (at < lines.length) {
      var item = ITEM.exec(lines[at]);
      if (!item || /\d/.test(item[2]) !== isOrdered || RULE.test(lines[at])) break;
      var width = item[0].length;
      var end = take(lines, at + 1, function (line, here) {
        if (isBlank(line)) return /^ {2,}\S/.test(lines[here + 1] || "");
        return /^ {2,}/.test(line) || (!startsBlock(line) && !isBlank(lines[here - 1]));
      });
      var inner = [lines[at].slice(width)].concat(lines.slice(at + 1, end).map(function (line) {
        return line.replace(new RegExp("^ {0," + width + "}"), "");
      }));
      var entry = make("li");
      if (inner.some(function (line, here) { return isBlank(line) || (here > 0 && startsBlock(line)); })) blocks(entry, inner, picture, depth + 1);
      else inline(entry, inner.join("\n"), picture);
      node.append(entry);
      at = take(lines, end, function (line, here) { return isBlank(line) && ITEM.test(lines[here + 1] || ""); });
    }
    parent.append(node);
    return at;
  }

  function table(lines, at, parent, picture) {
    var node = make("table");
    var row = function (line, name) {
      var tr = make("tr");
      cells(line).forEach(function (cell) { tr.append(inline(make(name), cell.trim(), picture)); });
      return tr;
    };
    node.append(row(lines[at], "th"));
    var end = take(lines, at + 2, function (line) { return line.indexOf("|") >= 0; });
    lines.slice(at + 2, end).forEach(function (line) { node.append(row(line, "td")); });
    var region = make("div");
    region.className = "table-scroll";
    region.append(node);
    parent.append(region);
    return end;
  }

  /** Deeper than this, lists and quotes are shown as text. */
  var DEEPEST = 8;

  function blocks(parent, lines, picture, depth) {
    if (depth > DEEPEST) return inline(parent, lines.join("\n"), picture);
    for (var at = 0; at < lines.length;) {
      var line = lines[at];
      var heading = HEADING.exec(line);
      if (isBlank(line)) at += 1;
      else if (heading) {
        // The title stands at level 3 of this page.
        var level = Math.min(Math.max(heading[1].length, 2) + 2, 6);
        parent.append(inline(make("h" + level), heading[2] || "", picture));
        at += 1;
      } else if (FENCE.test(line)) at = fence(lines, at, parent);
      else if (RULE.test(line)) {
        parent.append(make("hr"));
        at += 1;
      } else if (QUOTE.test(line)) at = quote(lines, at, parent, picture, depth);
      else if (ITEM.test(line)) at = list(lines, at, parent, picture, depth);
      else if (line.indexOf("|") >= 0 && TABLE.test(lines[at + 1] || "")) at = table(lines, at, parent, picture);
      else {
        var first = at;
        at = take(lines, at + 1, function (next) { return !isBlank(next) && !startsBlock(next); });
        parent.append(inline(make("p"), lines.slice(first, at).join("\n").trim(), picture));
      }
    }
    return parent;
  }

  /** The text as nodes in `parent`; `picture` are the words that stand for a picture. */
  form.markdown = function (parent, text, picture) {
    return blocks(parent, form.plain(text).replace(/\t/g, "    ").split("\n"), picture, 0);
  };
})((window.islesForm = window.islesForm || {}));
