// The live preview: loads the page again when it has changed, keeping the place, and shows whose site
// this is and what is wrong. It is part of the preview only, never of a built site. Everything that
// comes from the records is put into the page as text.
(function () {
  "use strict";

  const script = document.currentScript;
  const { audience, audiences, mark } = script.dataset;
  const here = location.pathname;
  const PLACE = "isles-preview-place";
  const CLOSED = "isles-preview-closed";

  const remember = (key, value) => {
    try {
      sessionStorage.setItem(key, value);
    } catch (refused) {
      // The browser keeps nothing: then the page starts at its top.
    }
  };

  const recall = (key) => {
    try {
      return sessionStorage.getItem(key);
    } catch (refused) {
      return null;
    }
  };

  const element = (name, text, attributes) => {
    const made = document.createElement(name);
    made.textContent = text || "";
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };

  // The place on the page: how far down, and what is open.

  const disclosures = () => {
    const seen = new Map();
    return Array.from(document.querySelectorAll("details"), (details) => {
      const summary = details.querySelector("summary");
      const name = details.id || (summary ? summary.textContent.trim() : "");
      const nth = seen.get(name) || 0;
      seen.set(name, nth + 1);
      return { details, key: nth + " " + name };
    });
  };

  const reload = () => {
    const open = {};
    disclosures().forEach(({ details, key }) => {
      open[key] = details.open;
    });
    remember(PLACE, JSON.stringify({ here, x: scrollX, y: scrollY, open }));
    location.reload();
  };

  const returnToPlace = () => {
    const kept = JSON.parse(recall(PLACE) || "null");
    remember(PLACE, "null");
    if (!kept || kept.here !== here) {
      return;
    }
    disclosures().forEach(({ details, key }) => {
      if (key in kept.open) {
        details.open = kept.open[key];
      }
    });
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    scroll();
    addEventListener("load", scroll, { once: true });
  };

  // The style sheet, exchanged in place.

  const restyle = (address) => {
    const ours = () =>
      Array.from(document.querySelectorAll('link[rel="stylesheet"]')).filter((link) =>
        new URL(link.href).pathname.startsWith("/" + audience + "/theme/"));
    const last = ours().pop();
    if (!last || new URL(last.href).pathname === address) {
      return;
    }
    const fresh = last.cloneNode();
    fresh.href = address;
    fresh.addEventListener("load", () => {
      ours().filter((link) => link.compareDocumentPosition(fresh) & Node.DOCUMENT_POSITION_FOLLOWING)
        .forEach((link) => link.remove());
    });
    last.after(fresh);
  };

  // The banner, and the list of what is wrong.

  const host = element("aside", "", { id: "isles-preview", "aria-label": "Live preview" });
  const shadow = host.attachShadow({ mode: "open" });
  const bar = element("div", "", { class: "bar" });
  const button = element("button", "", { type: "button", "aria-haspopup": "dialog", hidden: "" });
  const status = element("p", "", { class: "status", role: "status" });
  const dialog = element("dialog", "", { "aria-labelledby": "title" });
  let findings = null;

  const audienceItem = (each) => {
    if (each === audience) {
      return element("strong", each, { "aria-current": "true" });
    }
    const address = "/" + each + here.slice(1 + audience.length) + location.hash;
    return element("a", each, { href: address });
  };

  const keepRoom = () => {
    const room = bar.getBoundingClientRect().height + "px";
    host.style.blockSize = room;
    document.documentElement.style.scrollPaddingBlockEnd = room;
  };

  const buildBanner = () => {
    const style = element("link", "", { rel: "stylesheet", href: "/__isles/live.css" });
    // Unstyled it would be no banner.
    host.hidden = true;
    style.addEventListener("load", () => {
      host.hidden = false;
      new ResizeObserver(keepRoom).observe(bar);
      openIfGrave();
    });
    const sites = element("nav", "", { "aria-label": "This page for each audience" });
    sites.append(...audiences.split(" ").map(audienceItem));
    button.addEventListener("click", open);
    dialog.addEventListener("close", () => {
      if (findings) {
        remember(CLOSED, findings.id);
      }
    });
    // A click beside the list closes it.
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
    bar.append(element("p", "Preview for", { class: "label" }), sites, button, status);
    shadow.append(style, bar, dialog);
    document.body.append(host);
  };

  const counted = (number, noun) => number + " " + noun + (number === 1 ? "" : "s");

  const summary = ({ errors, warnings, notes }) =>
    [[errors, "error"], [warnings, "warning"], [notes, "note"]]
      .filter(([number]) => number > 0)
      .map(([number, noun]) => counted(number, noun))
      .join(", ");

  const item = ({ level, code, file, line, column, message, help }) => {
    const made = element("li", "", { class: level });
    const where = file ? " · " + file + (line ? ":" + line + ":" + column : "") : "";
    made.append(element("p", level + (code ? " " + code : "") + where, { class: "place" }));
    made.append(element("p", message, { class: "message" }));
    if (help) {
      made.append(element("p", help, { class: "help" }));
    }
    return made;
  };

  const list = (items) => {
    const made = element("ol");
    made.append(...items.map(item));
    return made;
  };

  const fill = () => {
    const grave = findings.errors > 0;
    const close = element("button", "Close", { type: "button", autofocus: "" });
    close.addEventListener("click", () => dialog.close());
    const head = element("header");
    head.append(element("h2", grave ? "The site cannot be built" : summary(findings), { id: "title" }), close);
    const body = element("div", "", { class: "body" });
    const isFirst = ({ level }) => !grave || level === "error";
    const rest = findings.items.filter((each) => !isFirst(each));
    const isListed = findings.items.length > 0;
    const correct = isListed ? " Correct what is listed here and save." : "";
    body.append(
      element("p", grave
        ? (document.body.classList.contains("isles-own") ? "" : "The last good page stays behind this.") + correct
        : "None of this keeps the site from being built."));
    if (isListed) {
      body.append(list(findings.items.filter(isFirst)));
    } else {
      body.append(element("p", "What is wrong is listed where isles serve runs: it may name what not everybody may see."));
    }
    if (rest.length > 0) {
      const details = element("details");
      details.append(element("summary", summary({ ...findings, errors: 0 })), list(rest));
      body.append(details);
    }
    if (isListed && findings.left_out > 0) {
      body.append(element("p", "And " + findings.left_out + " more: isles check lists all."));
    }
    dialog.replaceChildren(head, body);
  };

  const open = () => {
    if (!dialog.open) {
      dialog.showModal();
    }
  };

  const isShownByThePage = () => document.body.classList.contains("isles-own") && mark === findings.id;

  const openIfGrave = () => {
    const grave = findings && findings.errors > 0 && !isShownByThePage();
    if (grave && !host.hidden && recall(CLOSED) !== findings.id) {
      open();
    }
  };

  const show = (news) => {
    const wasGrave = findings && findings.errors > 0;
    findings = news;
    const text = summary(findings);
    button.hidden = !text;
    button.textContent = findings.errors > 0 ? counted(findings.errors, "error") : text;
    button.className = findings.errors > 0 ? "grave" : "";
    if (!text || (wasGrave && findings.errors === 0)) {
      dialog.close();
    }
    fill();
    openIfGrave();
  };

  // Listening, while somebody looks: a browser keeps only few connections to one host.

  let source = null;

  const listen = () => {
    if (source || document.hidden) {
      return;
    }
    source = new EventSource("/__isles/events" + here);
    source.addEventListener("open", () => {
      status.textContent = "";
    });
    source.addEventListener("error", () => {
      status.textContent = "The preview does not run. Start it again with isles serve.";
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(listen, 2000);
      }
    });
    source.addEventListener("page", (event) => {
      if (event.data !== mark) {
        reload();
      }
    });
    source.addEventListener("style", (event) => restyle(event.data));
    source.addEventListener("findings", (event) => show(JSON.parse(event.data)));
  };

  const rest = () => {
    if (source) {
      source.close();
      source = null;
    }
  };

  returnToPlace();
  buildBanner();
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
})();
