// Draws the articles of a page from its data. Everything that comes from the data goes into the
// document as text, never as markup.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("page-data").textContent);
  const list = document.getElementById("list");
  if (!data || !list) return;

  const SIDES = ["gold", "predicted"];
  const LANES = 6;
  const NEAR = "800px";
  const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f\u2028-\u202e\u2066-\u2069]/;
  const SILENT = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f\u061c]/;
  const LETTERS = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي" };
  const signs = new Map(data.kinds.map((kind) => [kind.name, kind.sign]));
  const classOf = (kind) => `k-${kind.replaceAll(" ", "-")}`;

  // Building nodes ------------------------------------------------------------------------------

  function make(tag, options = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name === "text") put(node, value);
      else if (name === "class") node.className = value;
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }

  // Puts a text into a node; controls that would reorder or hide it are written out.
  function put(node, text, onText = () => {}) {
    let from = 0;
    const flush = (to) => {
      if (to > from) {
        const piece = document.createTextNode(text.slice(from, to));
        onText(piece, from);
        node.append(piece);
      }
    };
    if (CONTROLS.test(text)) {
      for (let at = 0; at < text.length; at += 1) {
        if (CONTROLS.test(text[at])) {
          flush(at);
          const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
          const shown = document.createElement("span");
          shown.className = "control";
          shown.textContent = `U+${code}`;
          node.append(shown);
          from = at + 1;
        }
      }
    }
    flush(text.length);
  }

  // Reading the data ----------------------------------------------------------------------------

  const named = (layer, row) =>
    Object.fromEntries(data.fields[layer].map((name, at) => [name, row[at]]));

  // An article with what is worked out of it, each part when it is first asked for.
  class Article {
    constructor(row, at) {
      this.row = row;
      this.at = at;
      this.found = {};
    }

    // Rows of what belongs together: a pair, or one item of either side.
    rows(layer) {
      return (this.found[layer] ??= rowsOf(this.row[layer], data.fields[layer])).rows;
    }

    // How many rows of each kind.
    counts(layer) {
      this.rows(layer);
      return this.found[layer].counts;
    }

    errors(layer) {
      let total = 0;
      for (const [kind, count] of this.counts(layer)) if (kind !== "correct") total += count;
      return total;
    }

    items(layer) {
      const found = {};
      for (const side of SIDES) found[side] = this.row[layer][side].map((row) => named(layer, row));
      return found;
    }

    // What search looks at: the text and, each on a line of its own, ids and sources.
    get sought() {
      if (this.soughtText === undefined) {
        const parts = [this.row.text, this.row.id, this.row.event, this.row.outlet];
        for (const side of SIDES) {
          for (const row of this.row.attributions[side]) {
            parts.push(row[data.fields.attributions.indexOf("name")]);
          }
        }
        this.soughtText = folded(parts.filter(Boolean).join("\n")).text;
      }
      return this.soughtText;
    }

    // JavaScript counts UTF-16 units, the data code points.
    get units() {
      if (this.unitsOf === undefined) {
        const text = this.row.text;
        if (/[\ud800-\udfff]/.test(text)) {
          const units = [];
          for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) {
            units.push(at);
          }
          units.push(text.length);
          this.unitsOf = (offset) => units[offset];
        } else {
          this.unitsOf = (offset) => offset;
        }
      }
      return this.unitsOf;
    }

    bounds(span) {
      const out = [];
      for (let at = 0; at < span.length; at += 2) {
        out.push([this.units(span[at]), this.units(span[at + 1])]);
      }
      return out;
    }

    words(span) {
      return this.bounds(span).map(([start, end]) => this.row.text.slice(start, end)).join(" … ");
    }
  }

  function rowsOf(sides, fields) {
    const [kind, partners] = [fields.indexOf("kind"), fields.indexOf("partners")];
    const spans = ["cue", "source", "content", "span"].map((role) => fields.indexOf(role));
    const start = (item) => Math.min(...spans.flatMap((at) => item[at]?.slice(0, 1) ?? []));
    const rows = [];
    const taken = new Set();
    const { gold, predicted } = sides;
    gold.forEach((item, at) => {
      const partner = item[partners].length === 1 ? item[partners][0] : null;
      const back = partner === null ? null : predicted[partner];
      const isPair = back !== null && back[kind] === item[kind] &&
        back[partners].length === 1 && back[partners][0] === at;
      if (isPair) taken.add(partner);
      const place = Math.min(start(item), isPair ? start(back) : Infinity);
      rows.push({ kind: item[kind], gold: at, predicted: isPair ? partner : null, place });
    });
    predicted.forEach((item, at) => {
      if (!taken.has(at)) rows.push({ kind: item[kind], gold: null, predicted: at, place: start(item) });
    });
    rows.sort((one, other) => one.place - other.place);
    const counts = new Map();
    for (const row of rows) counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
    return { rows, counts };
  }

  // A text as search compares it, and for each of its characters where it stands in the text.
  function folded(text) {
    if (/^[\u0000-\u007f]*$/.test(text)) return { text: text.toLowerCase(), places: null };
    const places = [];
    let out = "";
    for (let at = 0; at < text.length; at += 1) {
      if (SILENT.test(text[at])) continue;
      const char = (LETTERS[text[at]] ?? text[at]).toLowerCase();
      out += char;
      for (let step = 0; step < char.length; step += 1) places.push(at);
    }
    places.push(text.length);
    return { text: out, places };
  }

  const articles = data.articles.map((row, at) => new Article(row, at));
  const state = { layer: data.layers[0], kinds: new Set(), query: "", order: "corpus" };

  // Drawing a text with its marks ---------------------------------------------------------------

  // Contents that overlap get lines of different depth.
  function lanes(spans) {
    const ends = [];
    const order = [...spans.keys()].filter((at) => spans[at].length);
    order.sort((one, other) => spans[one][0][0] - spans[other][0][0] || one - other);
    const lane = new Array(spans.length).fill(0);
    for (const at of order) {
      let step = 0;
      while (step < ends.length && ends[step] > spans[at][0][0]) step += 1;
      ends[step] = spans[at].at(-1)[1];
      lane[at] = Math.min(step, LANES - 1);
    }
    return lane;
  }

  const roles = (layer) => (layer === "claims" ? ["span"] : ["content", "source", "cue"]);

  // The text of one side; `marks` collects the elements of each item, `texts` the text nodes.
  function drawText(article, items, layer, marks, texts) {
    const { row } = article;
    const pane = make("div", { class: "text", lang: row.language, dir: row.dir });
    const spans = items.map((item) => {
      const found = {};
      for (const role of roles(layer)) found[role] = article.bounds(item[role]);
      return found;
    });
    const main = roles(layer)[0];
    // Where the number of an item stands: at its content, else its cue, else its source.
    const anchors = spans.map((span) => [main, "cue", "source"].find((role) => span[role]?.length));
    const lane = lanes(spans.map((span) => span[main]));
    const cuts = new Set([0, row.text.length]);
    // Each line is a block, so that empty ones take no room.
    for (let at = row.text.indexOf("\n"); at >= 0; at = row.text.indexOf("\n", at + 1)) {
      cuts.add(at).add(at + 1);
    }
    const open = new Map();
    const close = new Map();
    const note = (map, at, value) => map.set(at, [...(map.get(at) ?? []), value]);
    spans.forEach((span, number) => {
      for (const role of roles(layer)) {
        for (const [start, end] of span[role]) {
          cuts.add(start).add(end);
          note(open, start, { number, role });
          note(close, end, { number, role });
        }
      }
    });
    let line = null;
    const numbered = new Set();
    const active = [];
    const points = [...cuts].sort((one, other) => one - other);
    for (let step = 0; step + 1 < points.length; step += 1) {
      const [start, end] = [points[step], points[step + 1]];
      for (const gone of close.get(start) ?? []) {
        active.splice(active.findIndex((a) => a.number === gone.number && a.role === gone.role), 1);
      }
      active.push(...(open.get(start) ?? []));
      if (row.text[start] === "\n") {
        line = null;
        continue;
      }
      if (!line) pane.append(line = make("p"));
      let into = line;
      const order = [...active].sort(
        (one, other) =>
          roles(layer).indexOf(one.role) - roles(layer).indexOf(other.role) ||
          lane[other.number] - lane[one.number] || one.number - other.number,
      );
      const begin = (number) => {
        if (numbered.has(number)) return;
        numbered.add(number);
        into.append(badge(number, items[number].kind, marks));
      };
      const silent = order.filter((one) => one.role === anchors[one.number] && one.role !== main);
      for (const { number, role } of order) {
        const isMain = role === main;
        if (isMain) begin(number);
        else while (silent.length) begin(silent.shift().number);
        const mark = make("span", {
          class: `${isMain ? `mark lane-${lane[number]}` : `role-${role}`} ${classOf(items[number].kind)}`,
          "data-item": number,
        });
        marks[number].push(mark);
        into.append(mark);
        into = mark;
      }
      put(into, row.text.slice(start, end), (node, from) => texts.push([node, start + from]));
    }
    return pane;
  }

  // The number is drawn by the style sheet, so that copied text stays as it was.
  function badge(number, kind, marks) {
    const node = make("span", {
      class: `badge ${classOf(kind)}`,
      "data-label": `${number + 1}${signs.get(kind)}`,
      "data-item": number,
      "aria-hidden": "true",
    });
    marks[number].push(node);
    return node;
  }

  // Drawing what happened -----------------------------------------------------------------------

  const LABELS = { attributions: ["act", "style", "type"], claims: ["checkable"] };
  const shownLabel = (name, value) =>
    name === "checkable" ? (value ? "checkable" : "not checkable") : value.replaceAll("_", " ");

  function drawItem(article, layer, side, item, number, other) {
    const { row } = article;
    const own = (role, text) =>
      make("bdi", { class: role, lang: row.language, dir: row.dir, text });
    const cell = make("div", { class: "item", "data-side": side, dir: row.dir });
    const head = make("p", { class: "head" }, make("span", { class: "number", text: `${number + 1}` }));
    if (layer === "attributions") {
      const source = item.source.length ? article.words(item.source) : "";
      if (source) head.append(own("role-source", source));
      else head.append(make("span", { class: "quiet", text: item.name ? "not written here:" : "nobody named" }));
      if (item.name && item.name !== source) head.append(own("name", source ? `(${item.name})` : item.name));
      if (item.cue.length) head.append(own("role-cue", article.words(item.cue)));
    }
    cell.append(head);
    const said = article.words(layer === "claims" ? item.span : item.content);
    cell.append(said
      ? make("p", { class: "said" }, own("", said))
      : make("p", { class: "said quiet", text: "no content" }));
    const labels = make("p", { class: "labels" });
    for (const name of LABELS[layer]) {
      if (item[name] === null) continue;
      const differs = other && other[name] !== null && other[name] !== item[name];
      labels.append(make("span", {
        class: differs ? "label differs" : "label",
        text: `${differs ? "! " : ""}${shownLabel(name, item[name])}`,
        title: differs ? `${name} differs` : name,
      }));
    }
    if (labels.childNodes.length) cell.append(labels);
    return cell;
  }

  function explanation(row, items) {
    const side = row.gold !== null ? "gold" : "predicted";
    const item = items[side][row[side]];
    const others = side === "gold" ? "prediction" : "gold";
    const numbers = item.partners.map((partner) => partner + 1).join(", ");
    if (item.kind === "missed") return "nothing predicted";
    if (item.kind === "spurious") return "nothing in gold";
    if (item.kind === "merged" || item.kind === "split") {
      const verb = item.partners.length > 1 || side === (item.kind === "split" ? "gold" : "predicted")
        ? `${item.kind === "merged" ? "merges" : "is split into"} ${others}`
        : `${item.kind === "merged" ? "merged in" : "part of"} ${others}`;
      return `${verb} ${numbers}`;
    }
    return numbers ? `see ${others} ${numbers}` : "";
  }

  function drawRow(article, layer, items, row, light) {
    const { kind } = row;
    const [gold, predicted] = SIDES.map((side) => (row[side] === null ? null : items[side][row[side]]));
    const parts = SIDES.filter((side) => row[side] !== null).map((side) => `${side} ${row[side] + 1}`);
    const isHit = (gold ?? predicted).hit;
    const node = make("li", {
      class: `row ${classOf(kind)}`,
      tabindex: "0",
      "data-kind": kind,
      "aria-label": `${kind}: ${parts.join(", ")}${parts.length < 2 ? `, ${explanation(row, items)}` : ""}`,
      onmouseenter: () => light(row, false),
      onmouseleave: () => light(null, false),
      onfocus: () => light(row, true),
      onblur: () => light(null, false),
    });
    const chip = make("p", { class: "what" }, drawChip(kind));
    if (kind === "boundary" || kind === "merged" || kind === "split") {
      chip.append(make("span", { class: "quiet", text: isHit ? "counts as found" : "does not count" }));
    }
    node.append(chip);
    for (const [side, item, other] of [["gold", gold, predicted], ["predicted", predicted, gold]]) {
      node.append(item
        ? drawItem(article, layer, side, item, row[side], other)
        : make("div", { class: "item none", "data-side": side, dir: "ltr", text: explanation(row, items) }));
    }
    return node;
  }

  const drawChip = (kind, count = null) =>
    make("span", { class: `chip ${classOf(kind)}` },
      make("span", { class: "sign", "aria-hidden": "true", text: signs.get(kind) }),
      make("span", { text: ` ${kind}` }),
      count === null ? null : make("span", { class: "number", text: ` ${count}` }));

  // Drawing an article --------------------------------------------------------------------------

  const sections = articles.map((article) => {
    const { row } = article;
    const id = `article-${article.at + 1}`;
    const facts = [row.id, row.outlet, row.date, row.event].filter(Boolean);
    const facing = make("p", { class: "facts quiet" },
      ...facts.flatMap((fact, at) => [at ? " · " : "", make("bdi", { text: fact })]));
    const section = make("article", { id, "aria-labelledby": `${id}-title` },
      make("header", { dir: row.dir },
        make("h3", { id: `${id}-title`, tabindex: "-1" },
          make("bdi", { lang: row.language, dir: row.dir, text: row.title || row.id })),
        facing,
        make("p", { class: "tallies" })),
      make("div", { class: "body" }));
    section.article = article;
    return section;
  });

  function drawTallies(section) {
    const tallies = section.querySelector(".tallies");
    const counts = state.layer ? section.article.counts(state.layer) : null;
    const chips = data.kinds
      .filter(({ name }) => counts?.get(name))
      .map(({ name }) => drawChip(name, counts.get(name)));
    tallies.replaceChildren(...(chips.length ? chips : [make("span", { class: "quiet", text: `no ${state.layer}` })]));
  }

  function drawBody(section) {
    const { article } = section;
    const { layer } = state;
    const body = section.querySelector(".body");
    const items = layer ? article.items(layer) : { gold: [], predicted: [] };
    const marks = {};
    section.texts = [];
    const panes = make("div", { class: "panes" });
    for (const side of SIDES) {
      marks[side] = items[side].map(() => []);
      const texts = [];
      const pane = drawText(article, items[side], layer ?? "claims", marks[side], texts);
      section.texts.push(texts);
      pane.addEventListener("click", (event) => {
        const mark = event.target.closest("[data-item]");
        const at = mark && Number(mark.dataset.item);
        if (mark) focusRow(section, side, at);
      });
      panes.append(make("section", { class: "pane", "aria-label": side },
        make("h4", { text: side }),
        make("div", { class: "frame", tabindex: "0", role: "group", "aria-label": `${side} text` }, pane)));
    }
    const [one, other] = panes.querySelectorAll(".frame");
    one.addEventListener("scroll", () => follow(one, other));
    other.addEventListener("scroll", () => follow(other, one));
    const light = (row, scroll) => lightUp(section, marks, items, row, scroll);
    const rows = layer ? article.rows(layer).map((row) => ({ ...row })) : [];
    section.rows = rows;
    const listed = make("ol", { class: "rows", "aria-label": `${layer}, gold and predicted` });
    for (const row of rows) {
      const node = drawRow(article, layer, items, row, light);
      node.hidden = state.kinds.size > 0 && !state.kinds.has(row.kind);
      row.node = node;
      listed.append(node);
    }
    for (const side of SIDES) {
      items[side].forEach((item, number) => {
        if (state.kinds.size && !state.kinds.has(item.kind)) {
          for (const mark of marks[side][number]) mark.classList.add("aside");
        }
      });
    }
    body.replaceChildren(panes, listed);
    body.style.minHeight = "";
    section.dataset.drawn = "";
    findInside(section);
  }

  // The two texts are the same, so they scroll together while one of them is pointed at or focused.
  function follow(leader, follower) {
    if (!leader.matches(":hover, :focus-within")) return;
    const room = leader.scrollHeight - leader.clientHeight;
    const share = room ? leader.scrollTop / room : 0;
    follower.scrollTop = share * (follower.scrollHeight - follower.clientHeight);
  }

  function focusRow(section, side, number) {
    const row = section.rows.find((one) => one[side] === number);
    if (row && !row.node.hidden) row.node.focus({ preventScroll: false });
  }

  // Lights up the items of a row, and what they are merged in or split into.
  function lightUp(section, marks, items, row, scroll) {
    const panes = section.querySelector(".panes");
    for (const lit of panes.querySelectorAll(".lit")) lit.classList.remove("lit");
    panes.classList.toggle("lighting", row !== null);
    if (row === null) return;
    const chosen = { gold: new Set(), predicted: new Set() };
    SIDES.forEach((side, at) => {
      if (row[side] === null) return;
      chosen[side].add(row[side]);
      for (const partner of items[side][row[side]].partners) chosen[SIDES[1 - at]].add(partner);
    });
    for (const side of SIDES) {
      for (const number of chosen[side]) {
        for (const mark of marks[side][number]) mark.classList.add("lit");
        if (scroll) reveal(marks[side][number][0]);
      }
    }
  }

  // Scrolls a mark into the frame of its text, and nothing else.
  function reveal(mark) {
    const frame = mark?.closest(".frame");
    if (!frame) return;
    const top = mark.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    if (top < 0 || top > frame.clientHeight - 40) frame.scrollTop += top - 60;
  }

  function eraseBody(section) {
    const body = section.querySelector(".body");
    if (body.contains(document.activeElement)) return;
    body.style.minHeight = `${body.offsetHeight}px`;
    body.replaceChildren();
    delete section.dataset.drawn;
    section.texts = [];
    showFound();
  }

  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const isDrawn = "drawn" in target.dataset;
      if (isIntersecting && !isDrawn) drawBody(target);
      else if (!isIntersecting && isDrawn) eraseBody(target);
    }
  }, { rootMargin: `${NEAR} 0px` });

  window.addEventListener("beforeprint", () => {
    for (const section of sections) {
      if (!section.hidden && !("drawn" in section.dataset)) drawBody(section);
    }
  });

  // Search marks, without touching the document ---------------------------------------------------

  const canHighlight = "highlights" in CSS;

  function findInside(section) {
    section.ranges = [];
    const wanted = folded(state.query).text.trim();
    if (canHighlight && wanted) {
      const { text, places } = folded(section.article.row.text);
      const place = (at) => (places ? places[at] : at);
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        const [start, end] = [place(at), place(at + wanted.length - 1) + 1];
        for (const texts of section.texts) section.ranges.push(...rangesOver(texts, start, end));
      }
    }
    showFound();
  }

  function rangesOver(texts, start, end) {
    const ranges = [];
    for (const [node, from] of texts) {
      const [first, last] = [Math.max(start - from, 0), Math.min(end - from, node.length)];
      if (first < last) {
        const range = new Range();
        range.setStart(node, first);
        range.setEnd(node, last);
        ranges.push(range);
      }
    }
    return ranges;
  }

  function showFound() {
    if (!canHighlight) return;
    const ranges = sections.flatMap((section) => ("drawn" in section.dataset ? section.ranges ?? [] : []));
    if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
    else CSS.highlights.delete("found");
  }

  // Tools -----------------------------------------------------------------------------------------

  const query = document.getElementById("query");
  const count = document.getElementById("count");
  const kindButtons = new Map();

  function isShown(article, wanted) {
    const counts = state.layer ? article.counts(state.layer) : null;
    const hasKind = !state.kinds.size || [...state.kinds].some((kind) => counts?.get(kind));
    return hasKind && (!wanted || article.sought.includes(wanted));
  }

  function apply() {
    const wanted = folded(state.query).text.trim();
    let shown = 0;
    const items = new Map();
    for (const section of sections) {
      const { article } = section;
      section.hidden = !isShown(article, wanted);
      if (section.hidden) continue;
      shown += 1;
      for (const [kind, number] of state.layer ? article.counts(state.layer) : []) {
        if (!state.kinds.size || state.kinds.has(kind)) items.set(kind, (items.get(kind) ?? 0) + number);
      }
    }
    const total = [...items.values()].reduce((sum, number) => sum + number, 0);
    const noun = state.kinds.size ? [...state.kinds].join(" or ") : state.layer;
    count.textContent = `${shown} of ${sections.length} articles` + (state.layer ? ` · ${total} ${noun}` : "");
    for (const section of sections) {
      if ("drawn" in section.dataset) {
        if (section.hidden) eraseBody(section);
        else drawBody(section);
      }
    }
    for (const [kind, button] of kindButtons) {
      button.setAttribute("aria-pressed", String(state.kinds.has(kind)));
    }
    list.classList.toggle("nothing", shown === 0);
  }

  function toggle(kind) {
    if (kind === null) state.kinds.clear();
    else if (!state.kinds.delete(kind)) state.kinds.add(kind);
    apply();
  }

  function drawKindButtons() {
    const totals = new Map();
    for (const article of articles) {
      for (const [kind, number] of state.layer ? article.counts(state.layer) : []) {
        totals.set(kind, (totals.get(kind) ?? 0) + number);
      }
    }
    kindButtons.clear();
    const all = make("button", { type: "button", class: "all", text: "all", "aria-keyshortcuts": "0", onclick: () => toggle(null) });
    const buttons = data.kinds.map(({ name }, at) => {
      const button = make("button", {
        type: "button",
        "data-kind": name,
        "aria-pressed": "false",
        "aria-keyshortcuts": `${at + 1}`,
        onclick: () => toggle(name),
      }, drawChip(name, totals.get(name) ?? 0));
      button.disabled = !totals.get(name);
      kindButtons.set(name, button);
      return button;
    });
    document.getElementById("kinds").replaceChildren(all, ...buttons);
  }

  function drawLayerButtons() {
    const choice = document.getElementById("layers");
    choice.hidden = data.layers.length < 2;
    choice.replaceChildren(...data.layers.map((layer) => make("button", {
      type: "button",
      text: layer,
      "data-layer": layer,
      "aria-pressed": String(layer === state.layer),
      onclick: () => chooseLayer(layer),
    })));
  }

  function chooseLayer(layer) {
    state.layer = layer;
    state.kinds.clear();
    drawLayerButtons();
    drawKindButtons();
    sections.forEach(drawTallies);
    order();
  }

  function order() {
    const sorted = [...sections];
    if (state.order === "errors" && state.layer) {
      sorted.sort((one, other) =>
        other.article.errors(state.layer) - one.article.errors(state.layer) ||
        one.article.at - other.article.at);
    }
    list.replaceChildren(...sorted);
    apply();
  }

  // Keys ------------------------------------------------------------------------------------------

  const help = document.getElementById("help");

  function step(by) {
    const shown = [...list.children].filter((section) => !section.hidden);
    const holder = document.activeElement?.closest?.("#list > article");
    let at = shown.indexOf(holder);
    if (at < 0) {
      const line = tools.getBoundingClientRect().bottom + 8;
      const below = shown.findIndex((section) => section.getBoundingClientRect().bottom > line);
      const isAt = below >= 0 && shown[below].getBoundingClientRect().top < line;
      at = below < 0 ? shown.length : isAt || by < 0 ? below : below - 1;
    }
    const target = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    target?.querySelector("h3").focus({ preventScroll: true });
    target?.scrollIntoView({ block: "start" });
  }

  const tools = document.getElementById("tools");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const isTyping = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && event.target === query) {
      query.value = state.query = "";
      query.blur();
      apply();
    } else if (isTyping) {
      return;
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") query.focus();
    else if (event.key === "?") help.showModal();
    else if (event.key === "0") toggle(null);
    else if (/^[1-9]$/.test(event.key)) {
      const button = [...kindButtons.values()][Number(event.key) - 1];
      if (button && !button.disabled) button.click();
    } else return;
    event.preventDefault();
  });

  document.getElementById("help-button").addEventListener("click", () => help.showModal());
  document.getElementById("help-close").addEventListener("click", () => help.close());
  document.getElementById("order").addEventListener("change", (event) => {
    state.order = event.target.value;
    order();
  });
  let pending = 0;
  query.addEventListener("input", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => {
      state.query = query.value;
      apply();
    });
  });

  if (state.layer) chooseLayer(state.layer);
  else order();
  for (const section of sections) watch.observe(section);
  document.documentElement.dataset.ready = "";
})();
