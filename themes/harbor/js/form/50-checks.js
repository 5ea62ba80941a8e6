// What `check` would say of the record, in the same words, as far as one record can show it.
(function (form) {
  "use strict";

  var AUDIENCES = ["public", "staff", "leadership"];

  /** A sentence in which names of fields are what people call them. */
  function humane(message, labels) {
    return message.replace(/`([a-z-]+)`/g, function (all, name) {
      return labels[name] ? "`" + labels[name] + "`" : all;
    });
  }

  function Findings(rules, labels) {
    this.list = [];
    this.rules = rules;
    this.labels = labels;
  }

  /** `help` stands beside the field; the message alone leads to it, with the name of its entry before it. */
  Findings.prototype.add = function (level, field, message, help) {
    var entry = field.closest("[data-many] .entry");
    var quoted = function (text) { return text.replace(/`([^`]*)`/g, "“$1”"); };
    this.list.push({
      level: level,
      field: field,
      message: form.sentence(quoted(message)),
      help: help ? form.sentence(quoted(help)) : "",
      within: entry ? entry.getAttribute("aria-label") + ": " : "",
    });
  };

  /** Says of a field the sentence of that name. */
  Findings.prototype.say = function (level, field, name, values, help) {
    var words = this.rules.words;
    var label = "“" + form.labelOf(field) + "”";
    var message = form.said(words[name].replace("`{field}`", "{field}"), Object.assign({ field: label }, values));
    this.add(level, field, message, help ? form.said(words[help], values || {}) : "");
  };

  function textsOf(read) {
    if (typeof read === "string") return [read];
    if (Array.isArray(read)) return read.reduce(function (texts, one) { return texts.concat(textsOf(one)); }, []);
    if (read && typeof read === "object") return textsOf(Object.keys(read).map(function (name) { return read[name]; }));
    return [];
  }

  function checkField(field, findings, rules) {
    var read = form.read(field);
    if (field.dataset.input === "group") {
      form.entriesOf(field).forEach(function (entry) {
        if (!form.isBlank(form.readAll(entry))) form.fieldsIn(entry).forEach(function (one) { checkField(one, findings, rules); });
      });
      return;
    }
    if (form.isBlank(read)) {
      if (field.dataset.need === "needed") findings.say("error", field, "missing");
      return;
    }
    if (field.dataset.input === "date" && !form.when(read, rules.date)) {
      findings.say("error", field, "date", { value: read.trim() }, "dateHelp");
    }
    if (field.dataset.input === "number" && !isWithin(read, field.dataset.bounds)) {
      findings.say("error", field, "bounds", { bounds: field.dataset.bounds });
    }
    form.people(textsOf(read).join("\n"), rules.allowed).forEach(function (what) {
      findings.say("error", field, what, {}, "personHelp");
    });
  }

  /** Whether a text is a whole number within bounds that are written in words. */
  function isWithin(text, bounds) {
    var clean = text.trim();
    if (!/^[+-]?\d{1,15}$/.test(clean)) return false;
    var number = Number(clean);
    var limits = (bounds.match(/-?\d+(\.\d+)?/g) || []).map(Number);
    if (/from/.test(bounds)) return number >= limits[0] && number <= limits[1];
    if (/least/.test(bounds)) return number >= limits[0];
    return limits.length ? number <= limits[0] : true;
  }

  function checkAbsences(fields, findings, rules) {
    rules.absences.forEach(function (absence) {
      var known = absence.fields.filter(function (name) { return fields[name]; });
      var isThere = known.some(function (name) { return !form.isBlank(form.read(fields[name])); });
      var unless = absence.unless;
      if (isThere || (unless && form.read(fields[unless[0]]) !== unless[1])) return;
      // What is needed in any case has been said.
      if (fields[known[0]].dataset.need === "needed") return;
      findings.add(absence.level, fields[known[0]], humane(absence.message, findings.labels));
    });
  }

  function checkConsent(fields, findings, rules) {
    var field = fields["consent-expires"];
    var when = field && form.when(form.read(field), rules.date);
    if (when && when.last < form.today()) findings.say("error", field, "expired", { value: form.read(field).trim() });
  }

  function inEntry(entry, name) {
    return form.fieldsIn(entry).find(function (field) { return form.nameOf(field) === name; });
  }

  function checkBarriers(group, findings, rules) {
    form.entriesOf(group).forEach(function (entry) {
      var read = form.readAll(entry);
      if (!(Number(read.strength) >= rules.strong)) return;
      var gaps = [form.isBlank(read.response), form.isBlank(read.owner)];
      if (!gaps[0] && !gaps[1]) return;
      var missing = rules.unanswered[gaps[0] && gaps[1] ? 0 : gaps[0] ? 1 : 2];
      findings.say("warning", inEntry(entry, gaps[0] ? "response" : "owner"), "barrier", { text: read.text, missing: missing });
    });
  }

  function checkFiles(group, findings, rules) {
    form.entriesOf(group).forEach(function (entry) {
      var read = form.readAll(entry);
      var ending = read.path.trim().split(".").pop().toLowerCase();
      if (rules.pictures.indexOf(ending) >= 0 && form.isBlank(read.alt)) {
        findings.say("warning", inEntry(entry, "alt"), "fileAlt", { value: read.path.trim() });
      }
    });
  }

  function chosen(field) {
    var select = field.querySelector("select");
    if (select) return select.value ? [select.selectedOptions[0]] : [];
    return Array.from(field.querySelectorAll("input:checked"));
  }

  function checkAudience(fields, findings, rules) {
    var field = fields.audience;
    var audience = field && form.read(field);
    if (!audience) return;
    rules.owners.filter(function (name) { return fields[name]; }).forEach(function (name) {
      chosen(fields[name]).forEach(function (option) {
        var limit = option.dataset.audience;
        if (!limit || AUDIENCES.indexOf(audience) >= AUDIENCES.indexOf(limit)) return;
        var title = option.textContent.trim();
        findings.say("error", field, "wider", { audience: audience, kind: option.dataset.kind, title: title, limit: limit });
      });
    });
  }

  /** Everything that is to be said of the record on the page: errors, and what would make it better. */
  form.check = function (root, rules) {
    var all = form.fieldsIn(root);
    var fields = {};
    var labels = {};
    all.filter(form.nameOf).forEach(function (field) {
      fields[form.nameOf(field)] = field;
      labels[form.nameOf(field)] = form.labelOf(field);
    });
    var findings = new Findings(rules, labels);
    all.forEach(function (field) { checkField(field, findings, rules); });
    checkAbsences(fields, findings, rules);
    checkConsent(fields, findings, rules);
    if (fields.barriers) checkBarriers(fields.barriers, findings, rules);
    if (fields.files) checkFiles(fields.files, findings, rules);
    checkAudience(fields, findings, rules);
    var body = root.querySelector("[data-input=body]");
    form.checkWriting(form.read(body), rules.writing, function (name, values, help) {
      findings.say("warning", body, name, values, help);
    });
    return findings.list;
  };
})((window.islesForm = window.islesForm || {}));
