// Pages read without this. It says that a page is opened from a folder, where letters cannot be asked for ahead.
(function () {
  "use strict";
  if (location.protocol === "file:") {
    document.documentElement.classList.add("from-folder");
  }
})();

// The menu beside the page is opened where a browser cannot do so by itself.
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
