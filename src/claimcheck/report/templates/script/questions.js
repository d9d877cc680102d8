// Quick questions of a review, one at a time, answered by key. Each answer is sent at once; the report follows when the dialog closes.
(() => {
  const section = document.getElementById("questions");
  if (!section || !decisionStore.served) return;
  section.hidden = false;
  const dialog = document.getElementById("questions-dialog");
  const cards = Array.from(dialog.querySelectorAll(".question"));
  const answers = new Map();
  const part = (name) => document.getElementById(`question-${name}`);
  const acts = Array.from(dialog.querySelectorAll("button[data-answer]"));
  let at = 0;
  const show = () => {
    cards.forEach((card, index) => { card.hidden = index !== at; });
    const over = at >= cards.length;
    part("end").hidden = !over;
    acts.forEach((button) => {
      button.disabled = over;
      button.setAttribute("aria-pressed", String(!over && answers.get(cards[at].dataset.id) === button.dataset.answer));
    });
    const given = answers.size === 1 ? "1 answered" : `${answers.size} answered`;
    part("place").textContent = over ? given : `Question ${at + 1} of ${cards.length}, ${given}`;
    dialog.scrollTop = 0;
  };
  const problem = (text) => {
    part("problem").textContent = text;
    part("problem").hidden = !text;
  };
  const send = async (id, answer) => {
    try {
      const response = await fetch("judgements", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ id, answer }) });
      if (response.ok) return;
      problem((await response.json()).message);
    } catch {
      problem("The review cannot be reached: this answer is not saved.");
    }
    answers.delete(id);
    at = cards.findIndex((card) => card.dataset.id === id);
    show();
  };
  const move = (step) => {
    at = Math.max(0, Math.min(cards.length, at + step));
    show();
  };
  const answer = (given) => {
    if (at >= cards.length) return;
    problem("");
    const { id } = cards[at].dataset;
    if (given) {
      answers.set(id, given);
      part("live").textContent = `Answered: ${given}.`;
      send(id, given);
    }
    move(1);
  };
  const open = () => {
    dialog.showModal();
    dialog.focus();
    show();
  };
  section.querySelector("[data-act=ask]").addEventListener("click", open);
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("answer" in button.dataset) answer(button.dataset.answer);
    else if (button.dataset.act === "back") move(-1);
    else dialog.close();
  });
  const keys = { s: () => answer("same"), d: () => answer("different"), u: () => answer("unsure"), ArrowRight: () => answer(""), ArrowLeft: () => move(-1) };
  // The keys of the findings behind the dialog mean something else.
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "q" || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.("input, textarea, select")) return;
    event.preventDefault();
    open();
  });
})();
