// What a large page holds back stands in <noscript>: where scripts run, a browser keeps it as text and spends nothing on it.
const parsed = (html) => {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.content;
};
// The text that is held back directly below an element, taken out of the page.
const heldBack = (element) => {
  const held = element.querySelector(":scope > noscript");
  held?.remove();
  return held?.textContent ?? "";
};
// The characters that are written otherwise in markup; nothing else is, in what this page holds back.
const written = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
const unescaped = (text) => text.replace(/&(?:amp|lt|gt|#34|#39);/g, (name) => written[name]);
const wordsOf = (html) => unescaped(html.replace(/<[^>]*>/g, ""));
const attributesOf = (tag) => {
  const data = {};
  const parts = tag.split('"');
  let id = "";
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const name = parts[at].trim();
    if (name === "id=") id = parts[at + 1];
    else if (name.startsWith("data-")) data[name.slice(5, -1)] = unescaped(parts[at + 1]);
  }
  return { id, data };
};
// A list that is closed is put into the page when somebody opens it; what is to be done with it then is told by `then`.
const whenOpened = (details, then = () => {}) => {
  if (!details?.querySelector(":scope > noscript")) {
    then();
    return;
  }
  details.addEventListener("toggle", () => {
    details.append(parsed(heldBack(details)));
    then();
  }, { once: true });
};
for (const details of document.querySelectorAll("details.held:not(.held-table)")) whenOpened(details);
