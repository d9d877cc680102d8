// Where decisions on findings are kept: in this browser, or, on a page of `claimcheck review`, where the page came from.
const decisionStore = (() => {
  const served = document.documentElement.dataset.review;
  const hooks = { change: () => {}, problem: () => {}, renew: () => location.reload(), link: () => {} };
  let decisions = {};
  const isEmpty = (made) => !made || (!made.decision && !made.note);
  const put = (fingerprint, made) => {
    decisions = { ...decisions };
    if (isEmpty(made)) delete decisions[fingerprint];
    else decisions[fingerprint] = made;
  };

  // In this browser, by fingerprint, so that decisions outlive a new run of the check.
  const key = "claimcheck-decisions";
  const inBrowser = () => {
    const load = () => {
      try {
        const kept = JSON.parse(localStorage.getItem(key) || "{}");
        return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
      } catch {
        return {};
      }
    };
    const write = () => {
      try {
        localStorage.setItem(key, JSON.stringify(decisions));
      } catch {
        hooks.problem("This browser keeps no decisions for files: export them before you leave.");
      }
    };
    decisions = load();
    addEventListener("storage", (event) => {
      if (event.key !== key) return;
      decisions = load();
      hooks.change();
    });
    return (changes) => {
      // Another tab may have decided meanwhile.
      decisions = load();
      const now = new Date().toISOString();
      for (const [fingerprint, change] of changes) put(fingerprint, { ...decisions[fingerprint], ...change, at: change.at || now });
      write();
      hooks.change();
    };
  };

  // Where the page came from: shown at once, sent one after the other, taken back where it is refused.
  const onServer = () => {
    let confirmed = {};
    const waiting = [];
    const problem = (text) => hooks.problem(text);
    const confirm = (fingerprint, made) => {
      if (isEmpty(made)) delete confirmed[fingerprint];
      else confirmed[fingerprint] = made;
    };
    const settle = () => {
      decisions = { ...confirmed };
      for (const [fingerprint, made] of waiting) put(fingerprint, made);
      hooks.change();
    };
    const load = async () => {
      try {
        const answer = await (await fetch("decisions")).json();
        if (answer.decisions) confirmed = answer.decisions;
        else problem(answer.message);
      } catch {
        hooks.link(false);
      }
      settle();
    };
    const post = async ([fingerprint, made]) => {
      const body = JSON.stringify({ fingerprint, decision: made.decision || "", reason: made.reason || "", note: made.note || "", seen: confirmed[fingerprint] || null });
      const response = await fetch("decisions", { method: "POST", headers: { "content-type": "application/json" }, body });
      const answer = await response.json();
      if ("decision" in answer) confirm(fingerprint, answer.decision);
      if (!response.ok) problem(answer.message);
    };
    let sending = false;
    const send = async () => {
      if (sending) return;
      sending = true;
      while (waiting.length) {
        try {
          await post(waiting[0]);
        } catch {
          problem("The review cannot be reached: this decision is not saved.");
          hooks.link(false);
        }
        waiting.shift();
        settle();
      }
      sending = false;
    };
    const events = new EventSource("events");
    const told = (name, act) => events.addEventListener(name, (event) => act(JSON.parse(event.data)));
    told("decisions", load);
    told("decision", ({ fingerprint, decision }) => {
      confirm(fingerprint, decision);
      settle();
    });
    told("problem", problem);
    told("report", (version) => {
      if (String(version) === served) return;
      const renew = () => (waiting.length || document.querySelector("#questions-dialog[open]") ? setTimeout(renew, 200) : hooks.renew());
      renew();
    });
    events.addEventListener("open", () => hooks.link(true));
    events.addEventListener("error", () => hooks.link(false));
    return (changes) => {
      for (const [fingerprint, change] of changes) waiting.push([fingerprint, { ...decisions[fingerprint], ...change }]);
      settle();
      send();
    };
  };
  const save = served ? onServer() : inBrowser();
  return {
    served: Boolean(served),
    all: () => decisions,
    save: (fingerprint, change) => save([[fingerprint, change]]),
    saveAll: save,
    on: (name, act) => { hooks[name] = act; },
  };
})();
