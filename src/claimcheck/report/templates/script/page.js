// What concerns the whole page: links into closed lists, and paper.
(() => {
  // A link to a finding inside a closed list opens the list; paper shows the notes, too.
  const wanted = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return ""; // an address that somebody cut
    }
  };
  const reveal = () => {
    const target = document.getElementById(wanted());
    if (!target) return;
    const closed = target.closest("details:not([open])");
    if (closed) closed.open = true;
    settle(target, 4);
  };
  // What lies between is laid out only when it comes near, and then has another height than was guessed.
  const settle = (target, frames) => {
    target.scrollIntoView({ block: target.closest("details.text") ? "center" : "start" });
    if (frames) requestAnimationFrame(() => settle(target, frames - 1));
  };
  addEventListener("hashchange", reveal);
  reveal();
  // From finding to finding within a text.
  for (const text of document.querySelectorAll("details.text")) {
    const marks = Array.from(text.querySelectorAll("a.claim-error, a.claim-warning"));
    const steps = text.querySelector(".steps");
    if (!marks.length) continue;
    steps.hidden = false;
    let at = -1;
    steps.addEventListener("click", (event) => {
      const step = Number(event.target.dataset.step || 0);
      if (!step) return;
      at = (at + step + marks.length + (at < 0 && step < 0 ? 1 : 0)) % marks.length;
      marks[at].focus({ preventScroll: true });
      marks[at].scrollIntoView({ block: "center" });
      steps.querySelector("output").textContent = `${at + 1} of ${marks.length}`;
    });
  }
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details.notes:not([open]), details.body:not([open])"));
    opened.forEach((element) => { element.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((element) => { element.open = false; }));
})();
