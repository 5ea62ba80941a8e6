// How the record will read: its title, what was chosen in words, and its text.
(function (form) {
  "use strict";

  function make(name, text, className) {
    var element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function textOf(label) {
    return label.firstChild.textContent.trim();
  }

  /** What was put into a field, in the words of the page. */
  function said(field) {
    switch (field.dataset.input) {
      case "select":
        return Array.from(field.querySelector("select").selectedOptions)
          .filter(function (option) { return option.value; })
          .map(function (option) { return option.textContent; });
      case "choice":
      case "several":
        return Array.from(field.querySelectorAll("input:checked"))
          .filter(function (box) { return box.value && !box.closest("[data-of][hidden]"); })
          .map(function (box) { return textOf(box.nextElementSibling); });
      case "flag":
        return field.querySelector("input").checked ? ["✓"] : [];
      case "words":
      case "lines":
        return form.valueOf(field, form.read(field), {}) || [];
      default:
        return form.isBlank(form.read(field)) ? [] : [form.read(field)];
    }
  }

  function facts(fields) {
    var list = make("dl", undefined, "facts");
    fields.forEach(function (field) {
      var words = said(field);
      if (!words.length) return;
      var fact = make("div");
      fact.append(make("dt", form.labelOf(field)));
      words.forEach(function (word) { fact.append(make("dd", word)); });
      list.append(fact);
    });
    return list.childElementCount ? list : null;
  }

  function group(field) {
    var entries = form.entriesOf(field).map(function (entry) { return facts(form.fieldsIn(entry)); }).filter(Boolean);
    if (!entries.length) return [];
    return [make("h4", form.labelOf(field))].concat(entries);
  }

  /** Fields that say how the record is kept rather than what it says. */
  var UNSHOWN = ["title", "summary", "audience", "draft", "aliases", ""];

  /** Shows the record of the form `root` in `place`. */
  form.preview = function (root, place, words) {
    var fields = form.fieldsIn(root);
    var named = function (name) {
      return fields.find(function (field) { return form.nameOf(field) === name; });
    };
    if (form.isBlank(form.readAll(root))) {
      place.replaceChildren(make("p", words.nothing, "not-set"));
      return;
    }
    var shown = fields.filter(function (field) { return UNSHOWN.indexOf(form.nameOf(field)) < 0; });
    var isGroup = function (field) { return field.dataset.input === "group"; };
    var parts = [make("h3", form.read(named("title")).trim() || words.untitled)];
    var summary = form.read(named("summary")).trim();
    if (summary) parts.push(make("p", summary, "lead"));
    parts.push(facts(shown.filter(function (field) { return !isGroup(field); })));
    shown.filter(isGroup).forEach(function (field) { parts = parts.concat(group(field)); });
    var body = make("div", undefined, "prose");
    form.markdown(body, form.read(root.querySelector("[data-input=body]")), words.picture);
    parts.push(body);
    place.replaceChildren.apply(place, parts.filter(Boolean));
  };
})((window.islesForm = window.islesForm || {}));
