"use strict";
// Without this script the pages are whole; with it they follow the server: each event names the version of the content, and a page of another version is loaded again.
(() => {
  const live = document.getElementById("live");
  let loading = false;
  let wanted = "";

  const prepare = () => {
    for (const button of document.querySelectorAll("button.copy")) {
      button.hidden = !navigator.clipboard;
    }
  };

  // Only what has changed is replaced, so that the focus, the scroll position and the text in the search field stay.
  const replace = fresh => {
    const main = document.getElementById("main");
    const active = document.activeElement;
    const focused = active?.matches("a[href]") ? active.getAttribute("href") : null;
    const typed = document.getElementById("file");
    const text = typed && typed === active ? { value: typed.value, start: typed.selectionStart, end: typed.selectionEnd } : null;
    const opened = [...main.querySelectorAll("details[open] > summary")].map(item => item.textContent);
    main.replaceWith(fresh);
    prepare();
    document.dispatchEvent(new Event("goji-fresh"));
    for (const summary of fresh.querySelectorAll("details > summary")) {
      summary.parentElement.open ||= opened.includes(summary.textContent);
    }
    if (text) {
      const field = document.getElementById("file");
      field.value = text.value;
      field.focus({ preventScroll: true });
      field.setSelectionRange(text.start, text.end);
    } else if (focused) {
      [...fresh.querySelectorAll("a[href]")].find(link => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
    }
  };

  const load = async () => {
    if (loading) {
      return;
    }
    loading = true;
    try {
      while (document.getElementById("main").dataset.version !== wanted) {
        const before = wanted;
        const response = await fetch(location.href, { cache: "no-cache", headers: { "X-Goji-Part": "main" } });
        if (!response.ok) {
          break;
        }
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = page.getElementById("main");
        document.title = page.title;
        replace(fresh);
        if (wanted === before && fresh.dataset.version !== wanted) {
          break;
        }
      }
    } catch {
      // The server is away: the next event, after the connection is open again, loads the page.
    } finally {
      loading = false;
    }
  };

  const source = new EventSource(document.getElementById("main").dataset.events);
  source.addEventListener("version", event => {
    wanted = event.data;
    live.textContent = "live";
    load();
  });
  source.addEventListener("error", () => { live.textContent = "connecting …"; });

  addEventListener("click", event => {
    const button = event.target.closest?.("button.copy");
    if (button) {
      navigator.clipboard.writeText(button.previousElementSibling.textContent).then(() => { button.textContent = "Copied"; });
    }
  });
  addEventListener("keydown", event => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.matches?.("input, select")) {
      const field = document.getElementById("file") ?? document.getElementById("log-search");
      if (field) {
        event.preventDefault();
        field.focus();
      }
    }
  });
  prepare();
})();
