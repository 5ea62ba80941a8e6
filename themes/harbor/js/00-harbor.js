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

// A menu that is longer than the window begins where one is.
(function () {
  "use strict";
  var menu = document.querySelector(".menu");
  var here = menu && menu.querySelector(".menu-kinds [aria-current]");
  if (!here || menu.scrollHeight <= menu.clientHeight) {
    return;
  }
  var below = here.getBoundingClientRect().bottom - menu.getBoundingClientRect().bottom;
  if (below > 0) {
    menu.scrollTop += below + menu.clientHeight / 3;
  }
})();
