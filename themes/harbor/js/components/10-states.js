// In the gallery of components, the states of a form show what its script shows.
(function (form) {
  "use strict";
  if (!form) return;
  document.querySelectorAll(".state-shown").forEach(function (state) {
    form.ready(state);
    JSON.parse(state.dataset.says || "[]").forEach(function (said) {
      form.sayBeside(state.querySelector('[data-field="' + said.field + '"]'), [said]);
    });
  });
})(window.islesForm);
