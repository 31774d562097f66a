// Makes three things faster that also work without it: the finder, leaving, and closing the menu. Asks the browser
// to keep the pages for the time without signal (sw.js does it).
(() => {
  const finder = document.querySelector("form.finder");
  if (finder) {
    const select = finder.querySelector("select");
    const error = finder.querySelector(".finder-error");
    finder.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!select.value) {
        error.textContent = "Choose your state or territory from the list first.";
        select.setAttribute("aria-invalid", "true");
        select.setAttribute("aria-describedby", error.id);
        select.focus();
        return;
      }
      location.href = new URL(`${select.value}/index.html`, finder.action);
    });
  }

  // Words go behind the # of the address, which browsers keep to themselves: no server sees them.
  for (const form of document.querySelectorAll("form.search")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const words = form.querySelector("input").value.trim();
      if (words) location.href = `${form.getAttribute("action")}#${encodeURIComponent(words)}`;
    });
  }

  // While the other page loads, nothing here shows what was read: no title or icon of the tab, no text.
  const leave = document.querySelector("a.leave");
  const go = () => {
    document.title = "Weather";
    for (const icon of document.querySelectorAll("link[rel=icon]")) icon.href = "data:,";
    document.body.replaceChildren();
    location.replace(leave.href);
    setTimeout(() => {
      const text = document.createElement("p");
      const again = Object.assign(document.createElement("a"), { href: leave.href, textContent: "Try again" });
      const back = Object.assign(document.createElement("a"), { href: "", textContent: "Back to the page before" });
      text.setAttribute("role", "alert");
      text.className = "notice";
      text.append("The weather page does not answer. Close this tab, or choose: ", again, " or ", back, ".");
      document.body.replaceChildren(text);
    }, 6000);
  };
  leave.addEventListener("click", (event) => {
    event.preventDefault();
    go();
  });
  // Three taps of Shift: pressed and let go with nothing in between, no other key, no click, no turn of a wheel.
  let taps = [];
  let alone = false;
  addEventListener("keydown", ({ key, repeat, altKey, ctrlKey, metaKey }) => {
    if (key === "Shift" && repeat) return;
    alone = key === "Shift" && !altKey && !ctrlKey && !metaKey;
    if (!alone) taps = [];
  });
  for (const other of ["pointerdown", "wheel", "blur"]) {
    addEventListener(other, () => {
      alone = false;
      taps = [];
    }, { passive: true });
  }
  addEventListener("keyup", ({ key, timeStamp }) => {
    if (key !== "Shift" || !alone) return;
    taps = [...taps.filter((time) => timeStamp - time < 5000), timeStamp];
    if (taps.length >= 3) go();
  });

  const print = document.querySelector("button.print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  const menu = document.querySelector("details.menu");
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  menu.addEventListener("click", ({ target }) => {
    if (target.closest("a")) menu.open = false;
  });
  // An open menu lies over the page: it closes when the reader goes on, so that it hides nothing.
  addEventListener("focusin", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });

  // Wide windows show the way through a page; narrow ones fold it.
  const parts = document.querySelector(".parts details");
  if (parts) {
    const fold = () => { parts.open = getComputedStyle(parts.parentNode).float === "right"; };
    addEventListener("resize", fold);
    fold();
  }

  // A state in the list and on the map are one: point at either, and both light up, with the name in full.
  const regions = document.querySelector(".regions");
  if (regions) {
    const light = ({ type, target }) => {
      const link = target.closest("a[href*='jurisdictions/']");
      if (!link) return;
      const same = [...regions.querySelectorAll(`a[href="${link.getAttribute("href")}"]`)];
      const named = same.find((other) => other.closest(".jurisdictions"));
      if (link.closest(".region-map") && !link.querySelector("title")) {
        const title = document.createElementNS(link.namespaceURI, "title");
        title.textContent = named?.textContent ?? "";
        if (link.closest("svg")) link.prepend(title);
      }
      for (const other of same) other.classList.toggle("on", type === "mouseover" || type === "focusin");
    };
    for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) regions.addEventListener(type, light);
  }

  // Screen readers read a status that changes, not one that is there from the start: it is put in once more.
  const notice = document.querySelector(".notice");
  const say = ({ text, reload }) => {
    notice.textContent = "";
    setTimeout(() => {
      notice.textContent = `${text} `;
      if (!reload) return;
      const link = document.createElement("a");
      link.href = location.pathname;
      link.textContent = reload;
      notice.append(link);
    }, 100);
  };
  const copied = notice.querySelector("time");
  if (copied) {
    const days = Math.floor((Date.now() - new Date(copied.dateTime)) / 86400000);
    if (days > 0) copied.after(days === 1 ? " (1 day ago)" : ` (${days} days ago)`);
  } else if (notice.textContent) say({ text: notice.textContent });

  // Only published pages name the worker. The first page is not to wait for any of this.
  const { worker } = document.currentScript.dataset;
  if (!worker || location.protocol === "file:") return;
  let workers;
  try {
    workers = navigator.serviceWorker;
  } catch {
    // storing is blocked
  }
  workers?.addEventListener("message", ({ data }) => say(data));
  const register = async () => {
    const { saveData, effectiveType = "" } = navigator.connection ?? {};
    const ask = () => workers.controller?.postMessage(saveData || effectiveType.endsWith("2g") ? "page" : "all");
    workers.addEventListener("controllerchange", ask);
    await workers.register(worker);
    ask();
  };
  const registered = new Promise((done) => {
    const soon = window.requestIdleCallback ?? setTimeout;
    addEventListener("load", () => soon(() => done(register().catch(() => {}))));
  });

  const remove = document.querySelector("button.remove");
  if (!remove) return;
  const removed = async () => {
    await registered;
    await (await workers.getRegistration())?.unregister();
    const here = new URL("..", document.querySelector("script[data-worker]").src).href;
    for (const name of await caches.keys()) if (name.startsWith(`${here}#`)) await caches.delete(name);
    return "Removed. The next page of this site that you open stores them again.";
  };
  const blocked = () =>
    "Your browser does not let this site store pages, so none is shown from here, and none can be removed from here. "
    + "What was stored before goes when you clear this site’s data in your browser’s settings.";
  remove.hidden = false;
  remove.addEventListener("click", async () => {
    remove.nextElementSibling.textContent = await removed().catch(blocked);
  });
})();
