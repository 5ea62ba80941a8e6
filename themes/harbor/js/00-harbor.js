// Pages read without this. It opens the menu beside the page where a browser cannot do so by itself.
(function () {
  "use strict";
  if (window.CSS && CSS.supports && CSS.supports("selector(::details-content)")) {
    return;
  }
  var wide = window.matchMedia("(min-width: 60em)");
  var follow = function () {
    document.querySelectorAll("details.menu").forEach(function (menu) {
      menu.open = wide.matches;
    });
  };
  follow();
  wide.addEventListener("change", follow);
})();
