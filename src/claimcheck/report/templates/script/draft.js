// The draft with the note of one number beside it. Without this script all notes stand beside the text, in order.
(() => {
  const desk = document.querySelector(".desk");
  if (!desk) return;
  const notes = Array.from(desk.querySelectorAll(".note-card"));
  if (!notes.length) return;
  const beside = desk.querySelector(".beside");
  const steps = desk.querySelector(".beside-steps");
  const output = steps.querySelector("output");
  const numberOf = (note) => document.getElementById(note.dataset.mark);
  const wanting = notes.filter((note) => note.matches(".note-error, .note-warning, .note-missing"));
  const round = wanting.length ? wanting : notes;
  let current = null;
  let stepped = false;
  const show = (note, { move = true, open = true } = {}) => {
    if (current) numberOf(current)?.removeAttribute("aria-current");
    current = note;
    for (const other of notes) other.hidden = other !== note;
    numberOf(note)?.setAttribute("aria-current", "true");
    beside.scrollTop = 0;
    const at = round.indexOf(note);
    output.textContent = at < 0 ? "" : `${at + 1} of ${round.length}`;
    if (open) desk.classList.add("is-open");
    if (move) numberOf(note)?.scrollIntoView({ block: "center" });
  };
  // The next one in the text, from wherever one is.
  const step = (by) => {
    const place = notes.indexOf(current);
    const order = by > 0 ? round : [...round].reverse();
    const next = order.find((note) => by * (notes.indexOf(note) - place) > 0) || order[0];
    show(next);
    numberOf(next)?.focus({ preventScroll: true });
  };
  desk.classList.add("is-live");
  steps.hidden = false;
  steps.addEventListener("click", (event) => {
    const go = event.target.closest("button")?.dataset.go;
    if (go === "close") {
      desk.classList.remove("is-open");
      if (current) numberOf(current)?.focus();
    } else if (go) {
      // The first step leads to the first one, which a small window does not show yet.
      if (!desk.classList.contains("is-open") && getComputedStyle(beside).position === "fixed" && !stepped) show(current);
      else step(Number(go));
      stepped = true;
    }
  });
  desk.querySelector(".pages").addEventListener("click", (event) => {
    const link = event.target.closest("a.claim");
    const note = link && notes.find((other) => other.dataset.mark === link.id);
    if (!note) return;
    event.preventDefault();
    history.replaceState(null, "", `#${link.id}`);
    show(note, { move: false });
  });
  desk.querySelector(".pages").addEventListener("focusin", (event) => {
    const note = notes.find((other) => other.dataset.mark === event.target.id);
    if (note && note !== current && event.target.matches(":focus-visible")) show(note, { move: false, open: false });
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") desk.classList.remove("is-open");
  });
  const follow = () => {
    const name = location.hash.slice(1);
    const note = notes.find((other) => name === other.id || name === other.dataset.mark);
    if (note) show(note);
    return Boolean(note);
  };
  addEventListener("hashchange", follow);
  // What is wrong comes first; from there on the steps follow the text.
  const first = notes.find((note) => note.matches(".note-error")) || round[0];
  if (!follow()) show(first, { move: false, open: false });
  // Where the notes lie over a small window, they go when the text is out of sight.
  new IntersectionObserver(([seen]) => desk.classList.toggle("is-away", !seen.isIntersecting)).observe(desk.querySelector(".pages"));
  addEventListener("beforeprint", () => notes.forEach((note) => { note.hidden = false; }));
  addEventListener("afterprint", () => notes.forEach((note) => { note.hidden = note !== current; }));
})();
