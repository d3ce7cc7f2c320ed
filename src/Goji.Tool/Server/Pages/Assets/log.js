
// Follows the log of one container of a job. The id of each event is the place in the log, so that a connection that drops goes on there.
(() => {
  const tools = document.querySelector("#log .log-tools");
  if (!tools) {
    return;
  }
  const MAX_LINES = 20000;
  const [select, tail, follow, wrap, search, found, download, lines, state] =
    ["container", "tail", "follow", "wrap", "search", "found", "download", "lines", "state"].map(name => document.getElementById(`log-${name}`));
  let source = null;
  let reading = "";
  let hasEnded = true;
  let isChosen = false;
  let arrived = [];
  let count = 0;
  let leftOut = 0;
  let scheduled = false;

  const links = () => [...document.querySelectorAll("#main a.log")];
  const keyOf = link => `${link.dataset.pod}/${link.dataset.container}`;
  const runOf = link => `${keyOf(link)} ${link.dataset.run}`;
  const matches = text => text.toLowerCase().includes(search.value.toLowerCase());

  const showState = text => {
    const before = leftOut > 0 ? ` The ${leftOut.toLocaleString("en")} lines before are in the download.` : "";
    state.textContent = `${text} ${count.toLocaleString("en")} line${count === 1 ? "" : "s"}.${before}`;
  };

  const showFound = () => {
    found.textContent = search.value ? `${lines.querySelectorAll(".hit").length.toLocaleString("en")} found` : "";
  };

  const render = () => {
    scheduled = false;
    if (arrived.length > MAX_LINES) {
      leftOut += arrived.length - MAX_LINES;
      arrived = arrived.slice(-MAX_LINES);
    }
    const fresh = document.createDocumentFragment();
    for (const text of arrived) {
      const line = document.createElement("span");
      line.textContent = text;
      line.className = search.value && matches(text) ? "hit" : "";
      fresh.append(line);
    }
    arrived = [];
    lines.append(fresh);
    while (lines.childElementCount > MAX_LINES) {
      lines.firstElementChild.remove();
      leftOut++;
    }
    if (follow.checked) {
      lines.scrollTop = lines.scrollHeight;
    }
    showFound();
    showState(hasEnded ? "The container has ended." : "Live.");
  };

  const schedule = () => {
    if (!scheduled) {
      scheduled = true;
      // A page in the background has no frames.
      document.hidden ? setTimeout(render, 250) : requestAnimationFrame(render);
    }
  };

  const open = link => {
    source?.close();
    [reading, hasEnded, count, leftOut, arrived] = [runOf(link), false, 0, 0, []];
    lines.replaceChildren();
    select.value = keyOf(link);
    download.href = `${link.href}&download=1`;
    showState("Connecting …");
    const opened = source = new EventSource(`${link.href}${tail.value ? `&tail=${tail.value}` : ""}`);
    opened.addEventListener("message", event => {
      for (const text of event.data.split("\n")) {
        arrived.push(text);
        count++;
      }
      schedule();
    });
    opened.addEventListener("end", () => {
      opened.close();
      hasEnded = true;
      schedule();
      sync();
    });
    opened.addEventListener("error", () => {
      if (opened === source && !hasEnded) {
        hasEnded = opened.readyState === EventSource.CLOSED;
        showState(hasEnded ? "The log cannot be read." : "Connecting …");
      }
    });
  };

  // The newest main container is shown until somebody chooses another one; a run that has ended gives way to the next.
  const sync = () => {
    const all = links();
    tools.hidden = all.length === 0;
    const keys = all.map(keyOf);
    if ([...select.options].map(option => option.value).join() !== keys.join()) {
      const chosen = select.value;
      select.replaceChildren(...keys.map(key => new Option(key, key)));
      select.value = keys.includes(chosen) ? chosen : keys[0] ?? "";
    }
    const wanted = isChosen ? all.find(link => keyOf(link) === select.value) : all.find(link => link.dataset.init === "0") ?? all[0];
    if (wanted && hasEnded && runOf(wanted) !== reading) {
      open(wanted);
    }
  };

  select.addEventListener("change", () => {
    isChosen = true;
    open(links().find(link => keyOf(link) === select.value));
  });
  tail.addEventListener("change", () => {
    const link = links().find(each => keyOf(each) === select.value);
    if (link) {
      open(link);
    }
  });
  wrap.addEventListener("change", () => lines.classList.toggle("wrap", wrap.checked));
  follow.addEventListener("change", () => { lines.scrollTop = follow.checked ? lines.scrollHeight : lines.scrollTop; });
  lines.addEventListener("scroll", () => { follow.checked = lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 4; });
  search.addEventListener("input", () => {
    lines.classList.toggle("searching", search.value.length > 0);
    for (const line of lines.children) {
      line.className = search.value && matches(line.textContent) ? "hit" : "";
    }
    showFound();
  });
  tools.addEventListener("submit", event => event.preventDefault());
  document.addEventListener("click", event => {
    const link = event.target.closest?.("#main a.log");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      isChosen = true;
      open(link);
      document.getElementById("log").scrollIntoView();
    }
  });
  document.addEventListener("goji-fresh", sync);
  if (links().length > 0) {
    lines.replaceChildren();
  }
  sync();
})();
