// The fields on the page: what was put in, the same for a draft, and as values for the file.
(function (form) {
  "use strict";

  var TEXTS = "input[type=text], textarea:not([data-others]), select";

  function all(root, selector) {
    return Array.from(root.querySelectorAll(selector));
  }

  /** The last step of a field's path. */
  form.nameOf = function (field) {
    return field.dataset.field.split(".").pop();
  };

  /** What a field is called, without the word beside it. */
  form.labelOf = function (field) {
    var label = field.querySelector("legend, label");
    return label.firstChild.textContent.trim();
  };

  /** What receives the focus. */
  form.controlOf = function (field) {
    return field.querySelector("input[type=text], input[type=radio], input[type=checkbox], textarea, select");
  };

  /** The fields directly on the form or in an entry. */
  form.fieldsIn = function (root) {
    return all(root, "[data-field]").filter(function (field) {
      return field.parentElement.closest("[data-input=group]") === (root.closest("[data-input=group]") || null);
    });
  };

  form.entriesOf = function (group) {
    return all(group, ".entry");
  };

  function ticked(field) {
    return all(field, "input[type=checkbox]:checked, input[type=radio]:checked")
      .filter(function (box) { return !box.closest("[data-of][hidden]"); })
      .map(function (box) { return box.value; });
  }

  /** What was put into a field, as a draft keeps it. */
  form.read = function (field) {
    switch (field.dataset.input) {
      case "group":
        return form.entriesOf(field).map(form.readAll);
      case "flag":
        return field.querySelector("input").checked;
      case "choice":
        return ticked(field)[0] || "";
      case "several":
        return ticked(field);
      case "words":
        return { ticked: ticked(field), others: field.querySelector("[data-others]").value };
      default:
        return field.querySelector(TEXTS).value;
    }
  };

  /** What was put into all fields of the form or of an entry, by name. */
  form.readAll = function (root) {
    var values = {};
    form.fieldsIn(root).forEach(function (field) { values[form.nameOf(field)] = form.read(field); });
    return values;
  };

  /** Whether something that was read says nothing. */
  form.isBlank = function (read) {
    if (typeof read === "string") return !read.trim();
    if (Array.isArray(read)) return read.every(form.isBlank);
    if (read && typeof read === "object") return Object.keys(read).every(function (name) { return form.isBlank(read[name]); });
    return !read;
  };

  function linesOf(text) {
    return text.split("\n").map(function (line) { return line.trim(); }).filter(Boolean);
  }

  /** A field's value for the file; undefined where it says nothing. */
  form.valueOf = function (field, read, rules) {
    if (form.isBlank(read)) return undefined;
    switch (field.dataset.input) {
      case "group":
        return groupValue(field, rules);
      case "number":
        return /^[+-]?\d{1,15}$/.test(read.trim()) ? Number(read.trim()) : read;
      case "date":
        return { date: read.trim(), isDay: (form.when(read, rules.date) || {}).isDay };
      case "lines":
        return linesOf(read);
      case "words":
        return read.ticked.concat(linesOf(read.others)).filter(function (word, at, words) { return words.indexOf(word) === at; });
      case "select":
      case "choice":
      case "several":
      case "flag":
        return read;
      default:
        return field.dataset.input === "file" ? read.trim() : read;
    }
  };

  function groupValue(group, rules) {
    var tables = form.entriesOf(group)
      .filter(function (entry) { return !form.isBlank(form.readAll(entry)); })
      .map(function (entry) { return form.values(entry, rules); });
    return group.hasAttribute("data-many") ? { tables: tables } : { table: tables[0] };
  }

  /** The values of all fields that say something, in the order of the page. */
  form.values = function (root, rules) {
    var values = form.fieldsIn(root).map(function (field) {
      return { name: form.nameOf(field), value: form.valueOf(field, form.read(field), rules), field: field };
    });
    return values.filter(function (one) { return one.name && one.value !== undefined; });
  };

  function tick(field, values) {
    all(field, "input[type=checkbox], input[type=radio]").forEach(function (box) {
      box.checked = values.indexOf(box.value) >= 0;
    });
  }

  /** Puts into a field what a draft kept of it. */
  form.fill = function (field, kept) {
    switch (field.dataset.input) {
      case "group": {
        var entries = Array.isArray(kept) ? kept : [];
        while (form.entriesOf(field).length > Math.max(entries.length, 1)) form.entriesOf(field).pop().remove();
        while (form.entriesOf(field).length < entries.length) form.addEntry(field);
        form.entriesOf(field).forEach(function (entry, at) { form.fillAll(entry, entries[at] || {}); });
        break;
      }
      case "flag":
        field.querySelector("input").checked = kept === true;
        break;
      case "choice":
        tick(field, [typeof kept === "string" ? kept : ""]);
        break;
      case "several":
        tick(field, Array.isArray(kept) ? kept : []);
        break;
      case "words":
        tick(field, (kept && kept.ticked) || []);
        field.querySelector("[data-others]").value = (kept && kept.others) || "";
        break;
      default:
        field.querySelector(TEXTS).value = typeof kept === "string" ? kept : "";
    }
  };

  form.fillAll = function (root, kept) {
    form.fieldsIn(root).forEach(function (field) { form.fill(field, kept[form.nameOf(field)]); });
    form.followOwners(root);
  };

  /** Shows the parts of the record that was chosen, and no others. */
  form.followOwners = function (root) {
    all(root, "[data-owner]").forEach(function (field) {
      var owner = root.querySelector('[data-field="' + field.dataset.owner + '"]');
      var chosen = owner ? form.read(owner) : "";
      var groups = all(field, "[data-of]");
      groups.forEach(function (group) { group.hidden = group.dataset.of !== chosen; });
      var isShown = groups.some(function (group) { return !group.hidden; });
      field.querySelector("[data-choose-first]").hidden = Boolean(chosen);
      field.querySelector("[data-none]").hidden = !chosen || isShown;
    });
  };

  var patterns = new Map();
  var NUMBERED = ["id", "for", "name", "aria-describedby", "aria-labelledby"];

  /** Remembers the entry of every group as it was before anything was put in. */
  form.prepare = function (root) {
    all(root, "[data-input=group]").forEach(function (group) {
      patterns.set(group, { entry: form.entriesOf(group)[0].cloneNode(true), last: 1 });
    });
  };

  /** Adds an entry to a group, empty, and returns it. */
  form.addEntry = function (group) {
    var pattern = patterns.get(group);
    pattern.last += 1;
    var entry = pattern.entry.cloneNode(true);
    all(entry, "*").forEach(function (element) {
      NUMBERED.filter(function (name) { return element.hasAttribute(name); }).forEach(function (name) {
        var numbered = element.getAttribute(name).split(group.id + "-1-").join(group.id + "-" + pattern.last + "-");
        element.setAttribute(name, numbered);
      });
    });
    group.querySelector(".entries").append(entry);
    return entry;
  };

  /** Shows the entries of a group that are in use, numbered, and the way to add one. */
  form.arrange = function (group, words) {
    var entries = form.entriesOf(group);
    var isOpen = group.dataset.open === "yes" || !form.isBlank(form.read(group));
    var isMany = group.hasAttribute("data-many");
    group.dataset.open = isOpen ? "yes" : "no";
    group.querySelector(".entries").hidden = !isOpen;
    var add = group.querySelector("[data-add]");
    add.hidden = isOpen && !isMany;
    add.textContent = isOpen ? add.dataset.further : add.dataset.first;
    entries.forEach(function (entry, at) {
      var name = isMany ? form.said(words, { entry: group.dataset.entry, number: at + 1 }) : group.dataset.entry;
      var title = name.charAt(0).toUpperCase() + name.slice(1);
      entry.setAttribute("aria-label", title);
      entry.querySelector(".entry-title").textContent = title;
      entry.querySelector(".entry-title").hidden = false;
      var remove = entry.querySelector("[data-remove]");
      remove.hidden = false;
      remove.setAttribute("aria-label", remove.textContent + ": " + title);
    });
  };

  /** Opens a group, or adds an entry to it; returns the entry to be filled in. */
  form.grow = function (group) {
    if (group.dataset.open === "yes") return form.addEntry(group);
    group.dataset.open = "yes";
    return form.entriesOf(group)[0];
  };

  /** Takes an entry away; the last one is emptied, and its group closed. */
  form.shrink = function (group, entry) {
    if (form.entriesOf(group).length > 1) {
      entry.remove();
      return;
    }
    form.addEntry(group);
    entry.remove();
    group.dataset.open = "no";
  };
})((window.islesForm = window.islesForm || {}));
