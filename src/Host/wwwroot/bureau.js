// Conveniences only: every page works without this file.
(() => {
  "use strict";

  // One post per form: people need not see how the server refuses the second. The button is disabled later, or its name and value would be lost.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "repeatable" in form.dataset) return;
    if ("sent" in form.dataset) return event.preventDefault();
    form.dataset.sent = "";
    setTimeout(() => form.querySelectorAll("button:not([type=button]):not([type=reset])").forEach(b => { b.disabled = true; }));
  });
  addEventListener("pageshow", event => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach(form => {
      delete form.dataset.sent;
      form.querySelectorAll("button:disabled").forEach(b => { b.disabled = false; });
    });
  });

  document.addEventListener("click", event => {
    if (event.target.closest("[data-print]")) print();
  });

  // Single keys: ? lists them. They can be turned off, for those whom they disturb.
  const keys = document.getElementById("keys");
  keys?.addEventListener("close", () => {
    if (keys.returnValue === "off") localStorage.keys = localStorage.keys === "off" ? "on" : "off";
  });
  addEventListener("keydown", event => {
    if (!keys || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "?") {
      if (keys.open) return keys.close();
      keys.returnValue = "";
      return keys.showModal();
    }
    if (localStorage.keys === "off" || keys.open) return;
    const link = event.key === "r" ? document.getElementById("opened") : event.key >= "1" && event.key <= "9" && document.querySelectorAll(".menu a")[event.key - 1];
    if (link) link.click();
    const find = event.key === "/" && document.getElementById("find");
    if (find) { event.preventDefault(); find.focus(); }
  });

  // Times stand in the client's zone; for somebody elsewhere theirs is put beside.
  document.querySelectorAll("time[data-zone]").forEach(time => {
    const at = new Date(time.dateTime), clock = timeZone => at.toLocaleString(document.documentElement.lang, { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    if (clock(time.dataset.zone) !== clock()) time.append(` (${clock()} ${document.body.dataset.here})`);
  });

  // What went wrong is read first.
  document.querySelector(".errors")?.focus();

  // A link to a step of an explanation opens everything around it.
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let d = target && target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // Live regions, as in docs/interface.md.
  const voice = document.createElement("div");
  voice.className = "sr";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  let spoken = 0;
  const say = (text, now) => {
    if (!now && Date.now() - spoken < 10000) return;
    spoken = Date.now();
    voice.textContent = text;
  };
  const watch = region => {
    let wait = 1000;
    const tick = async () => {
      if (document.hidden) return setTimeout(tick, 1000);
      try {
        const answer = await fetch(region.dataset.refresh, { headers: { "X-Requested-With": "fetch" }, redirect: "error" });
        if (!answer.ok) throw answer.status;
        const html = new DOMParser().parseFromString(await answer.text(), "text/html");
        const next = html.getElementById(region.id) || html.body.firstElementChild;
        if (!next) throw "empty";
        region.replaceWith(next);
        region = next;
        wait = 1000;
        const done = !("refresh" in region.dataset);
        say(region.textContent.replace(/\s+/g, " ").trim(), done);
        if (done) {
          if (region.dataset.then) location.assign(region.dataset.then);
          return;
        }
      } catch {
        wait = Math.min(wait * 2, 30000);
      }
      setTimeout(tick, wait);
    };
    setTimeout(tick, wait);
  };
  document.querySelectorAll("[data-refresh]").forEach(watch);
})();
