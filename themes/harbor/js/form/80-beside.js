// What the script adds to a field: what only works with it, and what is wrong, in words beside it.
(function (form) {
  "use strict";

  /** Shows what only works with this script. */
  form.ready = function (place) {
    place.querySelectorAll("[data-script], [data-add], [data-choose-file]").forEach(function (element) { element.hidden = false; });
    if (!("showPicker" in HTMLInputElement.prototype)) return;
    place.querySelectorAll("[data-day], [data-choose-day]").forEach(function (element) { element.hidden = false; });
  };

  /** Says what was found of a field, or that nothing was. */
  form.sayBeside = function (field, findings) {
    var place = field.querySelector(".field-error");
    var text = findings.map(function (finding) {
      return finding.message + (finding.help ? " " + finding.help : "");
    }).join(" ");
    if (place.textContent !== text) place.textContent = text;
    place.hidden = !text;
    var isWrong = findings.some(function (finding) { return finding.level === "error"; });
    field.classList.toggle("wrong", isWrong);
    place.classList.toggle("advice-line", Boolean(text) && !isWrong);
    var controls = field.querySelectorAll("input[type=text], input[type=radio], textarea:not([data-others]), select");
    controls.forEach(function (control) {
      if (isWrong) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    });
  };
})((window.islesForm = window.islesForm || {}));
