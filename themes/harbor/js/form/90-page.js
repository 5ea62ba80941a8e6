// The page at work: it keeps the draft, checks while one writes, shows the record, and lets it go.
(function (form) {
  "use strict";

  var root = document.getElementById("form");
  if (!root) return;
  var rules = JSON.parse(root.dataset.rules);
  rules.date = new RegExp(rules.date);
  var words = {};
  document.getElementById("words").content.querySelectorAll("[data-word]").forEach(function (word) {
    words[word.dataset.word] = word.textContent;
  });
  var key = ["isles-draft", rules.site, rules.folder].join(" | ");
  var id = function (name) { return document.getElementById(name); };

  // The draft. A browser may refuse to keep anything.
  var draft = {
    load: function () {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch (error) {
        return null;
      }
    },
    save: function (kept) {
      try {
        if (kept) localStorage.setItem(key, JSON.stringify(kept));
        else localStorage.removeItem(key);
        return true;
      } catch (error) {
        return false;
      }
    },
  };

  function state(text) {
    if (id("draft-state").textContent !== text) id("draft-state").textContent = text;
  }

  function keep() {
    var read = form.readAll(root);
    var isBlank = form.isBlank(read);
    if (isBlank && id("forget").hidden) return;
    var isKept = draft.save(isBlank ? null : read);
    id("forget").hidden = isBlank;
    if (!isBlank) state(isKept ? words.kept : words.notKept);
  }

  // What is wrong, beside the field once one has left it.
  function show(findings) {
    form.fieldsIn(root).concat(Array.from(root.querySelectorAll(".entry [data-field]"))).forEach(function (field) {
      if (field.dataset.input === "group") return;
      var here = findings.filter(function (finding) { return finding.field === field; });
      form.sayBeside(field, field.dataset.touched ? here : []);
    });
  }

  function lead(field) {
    var details = field.closest("details");
    if (details) details.open = true;
    form.controlOf(field).focus();
  }

  function line(finding) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = "#" + form.controlOf(finding.field).id;
    link.textContent = finding.within + finding.message;
    link.addEventListener("click", function (event) {
      event.preventDefault();
      lead(finding.field);
    });
    item.append(link);
    return item;
  }

  function list(place, findings) {
    place.querySelector("ul").replaceChildren.apply(place.querySelector("ul"), findings.map(line));
    place.hidden = !findings.length;
  }

  function errorsOf(findings) {
    return findings.filter(function (finding) { return finding.level === "error"; });
  }

  function summarize(findings) {
    var errors = errorsOf(findings);
    if (errors.length) id("problems-heading").textContent = errors.length === 1 ? words.one : form.said(words.many, { count: errors.length });
    list(id("problems"), errors);
  }

  /** The record as a file. */
  function record() {
    var values = form.values(root, rules);
    values.sort(function (a, b) { return rules.order.indexOf(a.name) - rules.order.indexOf(b.name); });
    var named = function (name) {
      return values.find(function (one) { return one.name === name; }) || { value: "" };
    };
    var date = named("date").value;
    var day = date && date.isDay ? date.date : form.today();
    var title = String(named("title").value);
    var body = form.read(root.querySelector("[data-input=body]"));
    return { title: title.trim(), file: form.fileId(title, day, rules.kind, rules.taken) + ".md", text: form.file(values, body) };
  }

  function files() {
    var fields = Array.from(root.querySelectorAll("[data-input=file]"));
    return fields.map(function (field) { return form.read(field).trim(); }).filter(Boolean);
  }

  function update() {
    delete root.dataset.pending;
    form.followOwners(root);
    root.querySelectorAll("[data-input=group]").forEach(function (group) { form.arrange(group, words.numbered); });
    var findings = form.check(root, rules);
    show(findings);
    if (!id("problems").hidden) summarize(findings);
    var isBlank = form.isBlank(form.readAll(root));
    list(id("advice"), findings.filter(function (finding) { return finding.level === "warning" && !isBlank; }));
    form.preview(root, id("preview"), words);
    var made = record();
    id("file-name").textContent = made.file;
    id("file-text").value = made.text;
    id("send-with").hidden = !files().length;
    id("send-with").textContent = form.said(words.sendWith, { files: files().join(", ") });
    return findings;
  }

  var timer = 0;
  function changed() {
    clearTimeout(timer);
    root.dataset.pending = "yes";
    form.followOwners(root);
    timer = setTimeout(function () {
      keep();
      update();
    }, 200);
  }

  function now() {
    clearTimeout(timer);
    keep();
    return update();
  }

  function touch(element) {
    var field = element.closest && element.closest("[data-field]");
    if (field) field.dataset.touched = "yes";
  }

  function send(way) {
    var findings = now();
    if (errorsOf(findings).length) {
      root.querySelectorAll("[data-field]").forEach(function (field) { field.dataset.touched = "yes"; });
      show(findings);
      summarize(findings);
      id("problems").focus();
      return;
    }
    id("problems").hidden = true;
    form.ways[way](record(), rules, words).then(function (text) { id("said").textContent = text; });
  }

  function forget() {
    if (!window.confirm(words.forget)) return;
    clearTimeout(timer);
    draft.save(null);
    form.fillAll(root, {});
    root.querySelectorAll("[data-open]").forEach(function (group) { group.dataset.open = "no"; });
    root.querySelectorAll("[data-touched]").forEach(function (field) { delete field.dataset.touched; });
    id("problems").hidden = true;
    id("forget").hidden = true;
    id("said").textContent = "";
    update();
    state(words.forgotten);
    form.controlOf(root.querySelector("[data-field]")).focus();
  }

  function pressed(event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-add")) {
      var entry = form.grow(button.closest("[data-input=group]"));
      form.ready(entry);
      now();
      form.controlOf(entry).focus();
    } else if (button.hasAttribute("data-remove")) {
      var group = button.closest("[data-input=group]");
      form.shrink(group, button.closest(".entry"));
      form.ready(group);
      now();
      group.querySelector("[data-add]").focus();
    } else if (button.hasAttribute("data-choose-day")) {
      var day = button.parentElement.querySelector("[data-day]");
      if (/^\d{4}-\d\d-\d\d$/.test(form.read(button.closest("[data-field]")).trim())) day.value = form.read(button.closest("[data-field]")).trim();
      day.showPicker();
    } else if (button.hasAttribute("data-choose-file")) {
      button.parentElement.querySelector("[data-pick]").click();
    }
  }

  function picked(event) {
    var from = event.target;
    var isDay = from.hasAttribute("data-day");
    if (!isDay && !from.hasAttribute("data-pick")) return;
    var value = isDay ? from.value : from.files.length ? from.files[0].name : "";
    if (value) from.closest("[data-field]").querySelector("input[type=text]").value = value;
  }

  form.prepare(root);
  form.ready(document);
  var kept = draft.load();
  if (kept && typeof kept === "object") {
    form.fillAll(root, kept);
    root.querySelectorAll("[data-input=group]").forEach(form.ready);
    id("forget").hidden = false;
    state(words.found);
  }
  update();
  root.addEventListener("input", changed);
  root.addEventListener("change", function (event) {
    picked(event);
    touch(event.target);
    changed();
  });
  root.addEventListener("focusout", function (event) {
    // Nobody has left a field that the page itself took the focus from.
    if (!event.relatedTarget || form.isBlank(form.readAll(root))) return;
    touch(event.target);
    changed();
  });
  root.addEventListener("submit", function (event) { event.preventDefault(); });
  root.addEventListener("click", pressed);
  id("forget").addEventListener("click", forget);
  Object.keys(form.ways).forEach(function (way) {
    if (id(way)) id(way).addEventListener("click", function () { send(way); });
  });
  window.addEventListener("pagehide", keep);
})((window.islesForm = window.islesForm || {}));
