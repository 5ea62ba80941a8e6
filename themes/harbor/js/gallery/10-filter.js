// The choices above a gallery: cards that are not all of what was chosen are hidden, and so is a group without any.
// What was chosen stands in the address, so that it can be sent to others.
(function () {
  "use strict";
  const form = document.querySelector(".filter");
  if (!form) return;
  const selects = [...form.querySelectorAll("select")];
  const cards = [...document.querySelectorAll("[data-card]")];
  const groups = [...document.querySelectorAll(".group")];
  const status = form.querySelector("[role=status]");
  const clear = form.querySelector("[type=reset]");
  const all = new Set(cards.map(linkOf)).size;

  function linkOf(card) {
    return card.querySelector("a").href;
  }

  function has(card, select) {
    return select.value === "" || (card.getAttribute(`data-${select.name}`) ?? "").split(" ").includes(select.value);
  }

  function apply() {
    const isChosen = selects.some((select) => select.value !== "");
    const shown = new Set();
    for (const card of cards) {
      card.hidden = !selects.every((select) => has(card, select));
      if (!card.hidden) shown.add(linkOf(card));
    }
    for (const group of groups) {
      const own = cards.filter((card) => group.contains(card));
      // What nobody shows yet and the list by grade tell of the whole gallery.
      group.hidden = isChosen && own.every((card) => card.hidden);
    }
    document.querySelectorAll(".unseen, .jump").forEach((part) => (part.hidden = isChosen));
    clear.hidden = !isChosen;
    const pattern = shown.size === all ? form.dataset.all : shown.size === 0 ? form.dataset.none : form.dataset.some;
    status.textContent = pattern.replace("{n}", shown.size).replace("{all}", all);
  }

  function keepAddress() {
    const chosen = new URLSearchParams(selects.filter((select) => select.value).map((select) => [select.name, select.value]));
    history.replaceState(null, "", `#${chosen}`);
  }

  function readAddress() {
    const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search);
    for (const select of selects) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    apply();
  }

  form.addEventListener("change", () => {
    apply();
    keepAddress();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    selects.forEach((select) => (select.value = ""));
    apply();
    keepAddress();
    selects[0].focus();
  });
  window.addEventListener("hashchange", readAddress);
  form.hidden = false;
  readAddress();
})();
