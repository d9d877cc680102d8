// Filtering, sorting, grouping and deciding on findings. Without this script all of them are shown, in the order of the report.
(() => {
  const section = document.querySelector("section[aria-labelledby=findings]");
  const toolbar = document.querySelector("form.toolbar");
  if (!section || !toolbar) return;
  const controls = toolbar.closest("details");
  const list = document.getElementById("finding-list");
  // Of very many findings most are held back as text: each becomes a card when it is first shown.
  const rest = heldBack(list);
  const wholes = Array.from(list.querySelectorAll("article.finding"));
  const start = '<article class="finding ';
  const later = rest.split(start).slice(1).map((html) => ({ html: start + html, card: null, ...attributesOf(start + html.slice(0, html.indexOf(">"))) }));
  const field = (name) => toolbar.elements.namedItem(name);
  // There may be thousands of documents to choose from: they are listed when somebody comes to choose.
  const listDocuments = () => {
    const select = field("document");
    if (select.options.length > 1) return;
    select.append(...[...new Set(facts.flatMap((item) => item.documents))].sort().map((path) => new Option(path, path)));
  };
  controls.addEventListener("toggle", listDocuments);
  const names = ["q", "severity", "rule", "document", "status", "confidence", "sort", "group"];
  const defaults = Object.fromEntries(names.map((name) => [name, field(name).value]));
  const ranks = { error: 0, warning: 1, info: 2 };
  const facts = [...wholes.map((card) => ({ html: "", card, id: card.id, data: card.dataset })), ...later].map(({ html, card, id, data }, index) => ({
    html,
    card,
    id,
    index,
    severity: data.severity,
    rule: data.rule,
    documents: data.documents.split("\n"),
    confidence: Number(data.confidence),
    fingerprint: data.fingerprint,
    fact: data.fact || "",
    sources: data.about === "sources",
    text: null,
    equipped: false,
  }));
  const itemOf = new Map(facts.filter((item) => item.card).map((item) => [item.card, item]));
  const build = (items) => {
    const held = items.filter((item) => !item.card);
    const made = parsed(held.map((item) => item.html).join("")).querySelectorAll("article.finding");
    held.forEach((item, at) => {
      item.card = made[at];
      item.html = "";
      itemOf.set(item.card, item);
    });
  };
  const cardOf = (item) => {
    build([item]);
    return item.card;
  };
  // The means to decide are the same on every card: they are copied onto it, with its own snippets.
  const acts = document.getElementById("finding-acts");
  const equip = (item) => {
    const made = acts.content.cloneNode(true);
    const [comment, entry] = made.querySelectorAll("code");
    comment.textContent = `<!-- claimcheck: ignore ${item.rule} -- REASON -->`;
    // Only Markdown and HTML have comments that are read.
    const commented = /\.(md|markdown|mdown|mkd|html?|xhtml)$/i.test(item.documents[0]);
    made.querySelector(".by-comment").hidden = !commented;
    comment.closest(".snippet").hidden = !commented;
    const rows = { fingerprint: item.fingerprint, rule: item.rule, path: item.documents[0], reason: "REASON" };
    entry.textContent = `- ${Object.entries(rows).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join("\n  ")}`;
    item.card.querySelector("summary").append(made.querySelector(".decision"));
    item.card.querySelector("footer").before(made);
    item.equipped = true;
  };

  const words = { accepted: "Confirmed", dismissed: "Dismissed" };
  const made = (item) => decisionStore.all()[item.fingerprint];
  const status = (item) => made(item)?.decision || "open";
  const live = document.getElementById("finding-live");
  const say = (text) => { live.textContent = text; };

  const matcher = () => {
    const [severity, rule, path, wantedStatus] = ["severity", "rule", "document", "status"].map((name) => field(name).value);
    const least = Number(field("confidence").value || 0);
    const wanted = field("q").value.toLowerCase().split(/\s+/).filter(Boolean);
    return (item) => matches(item, severity, rule, path, wantedStatus, least, wanted);
  };
  const matches = (item, severity, rule, path, wantedStatus, least, wanted) => {
    if (severity && item.severity !== severity) return false;
    if (rule && item.rule !== rule) return false;
    if (path && !item.documents.includes(path)) return false;
    if (wantedStatus && status(item) !== wantedStatus) return false;
    if (item.confidence < least) return false;
    if (!wanted.length) return true;
    item.text ??= textOf(item);
    return wanted.every((word) => item.text.includes(word));
  };
  // What is said of the finding, and not the fingerprint or the means to decide.
  const textOf = (item) => {
    const said = item.html ? wordsOf(item.html.slice(0, item.html.search(/<div class="matched">|<footer>/))) : Array.from(item.card.querySelectorAll("summary, .sides, .drawn, .suggestion, .derivation"), (part) => part.textContent).join(" ");
    return said.toLowerCase();
  };
  // The texts are gathered while nobody waits.
  const gather = (at) => {
    const end = performance.now() + 8;
    for (; at < facts.length && performance.now() < end; at += 1) facts[at].text ??= textOf(facts[at]);
    if (at < facts.length) whenIdle(at);
  };
  const whenIdle = (at) => (window.requestIdleCallback ? requestIdleCallback(() => gather(at)) : setTimeout(gather, 20, at));
  const orders = {
    report: (a, b) => a.index - b.index,
    severity: (a, b) => ranks[a.severity] - ranks[b.severity] || a.index - b.index,
    confidence: (a, b) => b.confidence - a.confidence || a.index - b.index,
    document: (a, b) => a.documents[0].localeCompare(b.documents[0], "en", { numeric: true }) || a.index - b.index,
    rule: (a, b) => a.rule.localeCompare(b.rule, "en") || a.index - b.index,
  };
  const groups = {
    "": null,
    document: (item) => item.documents[0],
    rule: (item) => item.rule,
    severity: (item) => ({ error: "Errors", warning: "Warnings", info: "Notes" })[item.severity],
    fact: (item) => item.fact,
  };
  let arranged = "";
  let order = facts;
  const heads = new Map();
  // What is about the sources of a draft alone stays behind all others, however they are sorted and grouped.
  const among = document.getElementById("among-sources") || parsed(/<h3 [^>]* id="among-sources">[^<]*<\/h3>/.exec(rest)?.[0] ?? "").firstChild;
  const headOf = (item, name) => `${item.sources} ${name}`;
  const arrange = () => {
    const wanted = `${field("sort").value} ${field("group").value}`;
    if (wanted === arranged) return;
    arranged = wanted;
    const before = orders[field("sort").value];
    order = [...facts].sort((a, b) => a.sources - b.sources || before(a, b));
    const by = groups[field("group").value];
    heads.clear();
    if (!by) return;
    const held = new Map();
    for (const item of order) {
      const key = headOf(item, by(item));
      if (!held.has(key)) held.set(key, []);
      held.get(key).push(item);
    }
    order = Array.from(held.values()).flat();
    for (const [key, items] of held) {
      const name = by(items[0]);
      const head = document.createElement("h3");
      head.className = "group";
      // A fact is named by what its first number was taken to be about.
      head.textContent = field("group").value !== "fact" ? name : name ? cardOf(items[0]).querySelector(".about")?.textContent || cardOf(items[0]).querySelector("h3").textContent : "Other findings";
      heads.set(key, head);
    }
  };

  const mark = (item) => {
    const decided = made(item);
    item.card.dataset.status = decided?.decision || "open";
    const shown = item.card.querySelector(".decision");
    const text = decided?.decision ? `${words[decided.decision]}${decided.reason ? `: ${decided.reason}` : ""}` : "";
    shown.textContent = [text, decided?.note ? `Note: ${decided.note}` : ""].filter(Boolean).join(". ");
    shown.hidden = !shown.textContent;
  };
  // Thousands of cards at once are slow to lay out: only those that are shown stand in the page, the next ones on request.
  const PAGE = facts.length > 1000 ? 25 : 50;
  const FIRST = 10;
  let limit = PAGE;
  let visible = [];
  const more = document.getElementById("more-findings");
  const counter = controls.querySelector("output");
  const put = (nodes) => {
    // What stays is not moved, so that it keeps the focus.
    const wanted = new Set(nodes);
    for (const node of Array.from(list.children)) if (!wanted.has(node)) node.remove();
    let at = list.firstElementChild;
    for (const node of nodes) {
      if (node === at) at = at.nextElementSibling;
      else list.insertBefore(node, at);
    }
  };
  // While somebody types, the first rows of thousands are shown at once, and those below the window in the frame behind.
  const show = ({ typing = false } = {}) => {
    arrange();
    const fitting = order.filter(matcher());
    visible = fitting.slice(0, limit);
    const all = visible;
    if (typing && facts.length > 1000 && all.length > FIRST) {
      lay(all.slice(0, FIRST));
      requestAnimationFrame(() => setTimeout(() => { if (visible === all) lay(all); }));
    } else lay(all);
    more.hidden = fitting.length <= limit;
    more.textContent = `Show ${Math.min(PAGE, fitting.length - limit)} more of ${fitting.length - limit}`;
    const open = facts.filter((item) => status(item) === "open").length;
    counter.textContent = `${fitting.length} of ${facts.length} shown, ${open} undecided`;
  };
  const lay = (items) => {
    build(items);
    const by = groups[field("group").value];
    let group = null;
    const nodes = [];
    for (const item of items) {
      if (!item.equipped) equip(item);
      mark(item);
      if (among && item.sources && !nodes.includes(among)) nodes.push(among);
      const head = by ? heads.get(headOf(item, by(item))) : null;
      if (head && head !== group) nodes.push(head);
      group = head;
      nodes.push(item.card);
    }
    put(nodes);
  };

  // The state of the filters stands in the address, so that a link shows what its sender saw.
  const write = () => {
    const state = new URLSearchParams();
    for (const name of names) if (field(name).value !== defaults[name]) state.set(name, field(name).value);
    const hash = state.size ? `#?${state}` : location.hash.startsWith("#?") ? "#" : null;
    if (hash !== null) history.replaceState(null, "", hash);
  };
  const read = () => {
    if (!location.hash.startsWith("#?")) return;
    const state = new URLSearchParams(location.hash.slice(2));
    if (state.has("document")) listDocuments();
    for (const name of names) {
      const input = field(name);
      const value = state.get(name) ?? defaults[name];
      if (state.get(name)) controls.open = true;
      if (input.tagName !== "SELECT" || Array.from(input.options).some((option) => option.value === value)) input.value = value;
    }
    show();
  };
  controls.hidden = false;
  toolbar.addEventListener("submit", (event) => event.preventDefault());
  toolbar.addEventListener("input", () => {
    limit = PAGE;
    show({ typing: true });
    write();
  });
  const showMore = () => {
    limit += PAGE;
    show();
  };
  more.addEventListener("click", showMore);
  toolbar.querySelector("[data-act=reset]").addEventListener("click", () => {
    for (const name of names) field(name).value = defaults[name];
    show();
    write();
  });
  addEventListener("hashchange", read);
  // A link to a finding that is not shown: the filters give way to it.
  const reveal = () => {
    const item = facts.find((other) => `#${other.id}` === location.hash);
    if (!item) return;
    if (item.card?.isConnected) {
      unfold(item);
      item.card.scrollIntoView();
      return;
    }
    if (!matcher()(item)) for (const name of names) field(name).value = defaults[name];
    arrange();
    limit = Math.max(limit, order.filter(matcher()).indexOf(item) + 1);
    show();
    unfold(item);
    item.card.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  // Paper has no button for more.
  let before = limit;
  addEventListener("beforeprint", () => {
    before = limit;
    limit = facts.length;
    show();
  });
  addEventListener("afterprint", () => {
    limit = before;
    show();
  });
  // A rule in the overview leads to its findings.
  document.querySelector(".by-rule")?.addEventListener("click", (event) => {
    const rule = event.target.closest("a")?.dataset.only;
    if (!rule) return;
    event.preventDefault();
    for (const name of names) field(name).value = name === "rule" ? rule : defaults[name];
    show();
    write();
    document.getElementById("findings").scrollIntoView();
  });
  decisionStore.on("change", () => show());
  const state = document.getElementById("review-state");
  const tell = (text) => {
    state.textContent = text;
    state.hidden = !text;
    say(text);
  };
  decisionStore.on("problem", tell);
  decisionStore.on("link", (there) => {
    if (there && state.dataset.lost) tell("");
    else if (!there && !state.dataset.lost) tell("The review cannot be reached any more: decisions are not saved.");
    state.dataset.lost = there ? "" : "yes";
  });

  // The documents changed and the report was made anew: it is shown where the old one stood.
  const placeKey = `claimcheck-place ${location.pathname}`;
  decisionStore.on("renew", () => {
    if (dialog.open) {
      dialog.addEventListener("close", () => setTimeout(keepPlace, 0), { once: true });
      return;
    }
    keepPlace();
  });
  const keepPlace = () => {
    const shown = visible;
    const top = current?.card.getBoundingClientRect().top;
    const place = { fingerprint: current?.fingerprint, index: shown.indexOf(current), top, limit, scroll: scrollY };
    sessionStorage.setItem(placeKey, JSON.stringify(place));
    location.reload();
  };
  const findPlace = () => {
    const kept = sessionStorage.getItem(placeKey);
    sessionStorage.removeItem(placeKey);
    if (!kept) return;
    history.scrollRestoration = "manual";
    const place = JSON.parse(kept);
    limit = place.limit;
    show();
    const item = visible.find((other) => other.fingerprint === place.fingerprint) || (place.index >= 0 ? visible[Math.min(place.index, visible.length - 1)] : null);
    scrollTo(0, place.scroll);
    if (item) {
      select(item);
      scrollBy(0, item.card.getBoundingClientRect().top - place.top);
    }
    say("The documents changed: this is the new report.");
  };

  // Deciding.
  const dialog = document.getElementById("reason-dialog");
  let asked = null;
  const ask = (item, what) => {
    asked = { item, what };
    const known = made(item) || {};
    dialog.querySelector("h2").textContent = what === "dismiss" ? "Why is this no fault?" : "Note";
    const input = dialog.querySelector("textarea");
    input.value = (what === "dismiss" ? known.reason : known.note) || "";
    dialog.showModal();
    input.focus();
  };
  dialog.addEventListener("close", () => {
    if (!asked || dialog.returnValue !== "ok") { asked = null; return; }
    const text = dialog.querySelector("textarea").value.trim();
    const { item, what } = asked;
    asked = null;
    if (what === "dismiss") decide(item, "dismissed", text);
    else decisionStore.save(item.fingerprint, { note: text });
  });
  dialog.querySelector("textarea").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) dialog.close("ok");
  });
  const decide = (item, decision, reason) => {
    const at = visible.indexOf(item);
    decisionStore.save(item.fingerprint, { decision, reason });
    say(decision ? `${words[decision]}: ${item.rule}` : `Undecided: ${item.rule}`);
    if (!visible.includes(item)) select(visible[Math.min(at, visible.length - 1)]);
  };
  const act = (item, what) => {
    if (what === "accept") decide(item, status(item) === "accepted" ? "" : "accepted", "");
    else if (what === "undo") decide(item, "", "");
    else ask(item, what);
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    const item = itemOf.get(button.closest("article"));
    if (button.dataset.act === "copy") {
      const text = button.parentElement.querySelector("code").textContent;
      navigator.clipboard?.writeText(text).then(() => say("Copied."), () => say("Select the text to copy it."));
    } else act(item, button.dataset.act);
  });

  // The keyboard. A finding that a key came to is open while it is the current one.
  let current = null;
  let unfolded = null;
  const body = (item) => item.card.querySelector("details.body");
  const unfold = (item) => { body(item).open = true; };
  const select = (item) => {
    current?.card.classList.remove("current");
    if (unfolded && unfolded !== item) body(unfolded).open = false;
    unfolded = null;
    current = item || null;
    if (!item) return;
    if (!item.card?.isConnected) lay(visible);
    item.card.classList.add("current");
    if (!body(item).open) {
      unfold(item);
      unfolded = item;
    }
    item.card.focus({ preventScroll: true });
    item.card.scrollIntoView({ block: "nearest" });
  };
  list.addEventListener("focusin", (event) => {
    const item = itemOf.get(event.target.closest("article"));
    if (item && item !== current) {
      current?.card.classList.remove("current");
      current = item;
      item.card.classList.add("current");
    }
  });
  const help = document.getElementById("keys-dialog");
  toolbar.querySelector("[data-act=keys]").addEventListener("click", () => help.showModal());
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || help.open) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const shown = visible;
    const at = current ? shown.indexOf(current) : -1;
    const keys = {
      j: () => {
        if (at === shown.length - 1 && !more.hidden) showMore();
        select(visible[Math.min(at + 1, visible.length - 1)]);
      },
      k: () => select(shown[Math.max(at - 1, 0)]),
      a: () => current && act(current, "accept"),
      d: () => current && act(current, "dismiss"),
      n: () => current && act(current, "note"),
      u: () => current && act(current, "undo"),
      o: () => {
        if (!current) return;
        body(current).open = !body(current).open;
        unfolded = null;
      },
      "/": () => {
        controls.open = true;
        field("q").focus();
      },
      "?": () => help.showModal(),
    };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  // Decisions go out as a file that `claimcheck baseline --import` takes, and come in again.
  toolbar.querySelector("[data-act=export]").addEventListener("click", () => {
    const all = facts.filter(made).map((item) => {
      const { decision = "", reason = "", note = "", at = "" } = made(item);
      const message = cardOf(item).querySelector("h3").textContent;
      return { fingerprint: item.fingerprint, rule: item.rule, path: item.documents[0], message, decision, reason, note, at };
    });
    const text = `${JSON.stringify({ claimcheck_decisions: 1, decisions: all }, null, 2)}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(`${all.length} decisions exported.`);
  });
  toolbar.querySelector("[name=import]").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try {
      const given = JSON.parse(await file.text());
      if (given.claimcheck_decisions !== 1 || !Array.isArray(given.decisions)) throw new Error("no decisions");
      const known = decisionStore.all();
      const present = new Set(facts.map((item) => item.fingerprint));
      const taken = new Map();
      for (const { fingerprint, decision, reason, note, at } of given.decisions) {
        if (typeof fingerprint !== "string" || !["accepted", "dismissed", ""].includes(decision)) continue;
        if (decisionStore.served && !present.has(fingerprint)) continue;
        if (known[fingerprint]?.at >= at) continue;
        taken.set(fingerprint, { decision, reason: String(reason ?? ""), note: String(note ?? ""), at: String(at ?? "") });
      }
      decisionStore.saveAll(taken);
      say(`${given.decisions.length} decisions read.`);
    } catch {
      say("This file holds no decisions.");
    }
    event.target.value = "";
  });

  show();
  read();
  reveal();
  findPlace();
  whenIdle(0);
})();
