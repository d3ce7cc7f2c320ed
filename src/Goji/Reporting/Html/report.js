(() => {
  "use strict";
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const root = document.documentElement;
  const names = ["failed", "unknown", "processing", "queued", "succeeded"];
  const end = Number(document.body.dataset.end);
  const span = Number(document.body.dataset.span);
  const ranges = { "24h": 86400, "7d": 604800, "30d": 2592000, "90d": 7776000 };
  const buttons = all("#states button");
  const file = find("#file");
  const range = find("#range");
  const chart = find("#activity svg");
  const labels = all(".axis span");
  const groups = all(".group").map(section => ({
    section,
    state: section.dataset.state,
    count: find(".count", section),
    total: find(".count", section).textContent,
    rows: all(".job", section).map(row => ({ row, path: row.dataset.file.toLowerCase(), strip: find(".strip", row), marks: null })),
  }));
  const total = groups.reduce((sum, group) => sum + group.rows.length, 0);

  // The marks of a row, as its strip has them: seconds from the beginning of all time that is shown.
  const marksOf = entry => entry.marks ??= all("path", entry.strip).flatMap(path =>
    [...path.getAttribute("d").matchAll(/M(\d+)/g)].map(match => [names.indexOf(path.getAttribute("class")), Number(match[1])]));

  const period = seconds =>
    seconds >= 172800 ? `${Math.round(seconds / 86400)} days` : seconds >= 7200 ? `${Math.round(seconds / 3600)} hours` :
    seconds >= 120 ? `${Math.round(seconds / 60)} minutes` : `${Math.max(1, Math.round(seconds))} seconds`;

  const label = (seconds, width) => {
    const text = new Date((end - span + seconds) * 1000).toUTCString();
    return width > 400 * 86400 ? text.slice(8, 16) : width > 4 * 86400 ? text.slice(5, 11) : `${text.slice(5, 11)}, ${text.slice(17, 22)}`;
  };

  const draw = (rows, from) => {
    const bins = 80;
    const width = span - from;
    const counts = Array.from({ length: bins }, () => names.map(() => 0));
    for (const entry of rows) {
      for (const [state, second] of marksOf(entry)) {
        if (second >= from) {
          counts[Math.min(bins - 1, Math.floor((second - from) / width * bins))][state]++;
        }
      }
    }

    const highest = Math.max(1, ...counts.map(bin => bin.reduce((a, b) => a + b)));
    const shapes = names.map(() => "");
    counts.forEach((bin, i) => {
      let level = 40;
      bin.forEach((count, state) => {
        if (count > 0) {
          const height = count / highest * 38;
          level -= height;
          shapes[state] += `M${i + .1} ${level.toFixed(2)}h.8v${height.toFixed(2)}h-.8z`;
        }
      });
    });
    all("path", chart).forEach((path, i) => path.setAttribute("d", shapes[i]));
    labels.forEach((item, i) => { item.textContent = label(from + width * i / (labels.length - 1), width); });
    const attempts = counts.flat().reduce((a, b) => a + b, 0);
    find("#scale").textContent = attempts === 0 ? "No attempt in this time" : `${attempts.toLocaleString("en")} attempt${attempts === 1 ? "" : "s"}; a bar is ${period(width / bins)}, the highest ${highest.toLocaleString("en")}`;
  };

  const show = () => {
    const pressed = new Set(buttons.filter(button => button.getAttribute("aria-pressed") === "true").map(button => button.value));
    const words = file.value.toLowerCase().split(/\s+/).filter(Boolean);
    const from = Math.max(0, span - (ranges[range.value] ?? span));
    const margin = (span - from) * .015;
    const shown = [];
    for (const group of groups) {
      let matching = 0;
      for (const entry of group.rows) {
        const isMatch = (pressed.size === 0 || pressed.has(group.state)) && words.every(word => entry.path.includes(word));
        entry.row.hidden = !isMatch;
        if (isMatch) {
          matching++;
          shown.push(entry);
        }

        entry.strip.setAttribute("viewBox", `${from - margin} 0 ${span - from + 2 * margin} 18`);
      }

      group.section.hidden = matching === 0;
      group.count.textContent = matching === group.rows.length ? group.total : `${matching.toLocaleString("en")} of ${group.rows.length.toLocaleString("en")}`;
    }

    find("#shown").textContent = `${shown.length.toLocaleString("en")} of ${total.toLocaleString("en")} job files`;
    find("#nothing").hidden = shown.length > 0;
    if (shown.length === 1) {
      shown[0].row.open = true;
    }

    draw(shown, from);
  };

  // The filter is in the address, so that it can be sent to somebody.
  const write = () => {
    const values = new URLSearchParams();
    const pressed = buttons.filter(button => button.getAttribute("aria-pressed") === "true").map(button => button.value).join(",");
    for (const [name, value] of [["state", pressed], ["file", file.value], ["range", range.value]]) {
      if (value) {
        values.set(name, value);
      }
    }

    try {
      history.replaceState(null, "", "#" + values.toString().replaceAll("%2F", "/").replaceAll("%2C", ","));
    } catch {
      // A viewer may show the page where its address cannot change.
    }

    show();
  };

  const theme = value => {
    root.dataset.theme = value;
    find("#theme").textContent = value === "dark" ? "Light" : "Dark";
    find("#theme").setAttribute("aria-label", value === "dark" ? "Use light colours" : "Use dark colours");
  };

  const read = () => {
    const values = new URLSearchParams(location.hash.slice(1));
    const states = (values.get("state") ?? "").split(",");
    buttons.forEach(button => button.setAttribute("aria-pressed", String(states.includes(button.value))));
    file.value = values.get("file") ?? "";
    range.value = values.get("range") in ranges ? values.get("range") : "";
    if (["light", "dark"].includes(values.get("theme"))) {
      theme(values.get("theme"));
    }

    show();
  };

  let stored = null;
  try {
    stored = localStorage.getItem("goji-theme");
  } catch {
    // A page from a file or in a frame may have no storage.
  }

  theme(stored ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  if (!stored) {
    delete root.dataset.theme;
  }

  find("#theme").addEventListener("click", () => {
    const isDark = (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    theme(isDark ? "light" : "dark");
    try {
      localStorage.setItem("goji-theme", root.dataset.theme);
    } catch {
      // Then it holds for this visit.
    }
  });
  buttons.forEach(button => button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    write();
  }));
  let waiting = 0;
  file.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(write);
  });
  range.addEventListener("change", write);
  addEventListener("hashchange", read);
  addEventListener("keydown", event => {
    const isTyping = event.target.matches("input, select");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      file.focus();
    } else if (event.key === "Escape" && event.target === file) {
      file.value = "";
      write();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.matches(".job > summary")) {
      const shown = groups.flatMap(group => group.rows).filter(entry => !entry.row.hidden).map(entry => entry.row.firstElementChild);
      const next = shown[shown.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  });
  all(".js").forEach(item => { item.hidden = false; });
  read();
})();
