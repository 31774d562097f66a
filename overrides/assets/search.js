// The search page: fetches the index when somebody searches, and only then. A few thousand words are looked through
// anew for each search, so that any input is answered at once, also on a slow phone.
(() => {
  const field = document.getElementById("search-words");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const root = document.querySelector("[data-root]").dataset.root;

  // José is found as Jose, won't as wont, Żak as Zak, and what a Mac copied in two signs as what is written in one.
  const LETTERS = { đ: "d", ð: "d", ł: "l", ø: "o", ß: "ss", æ: "ae", œ: "oe", ı: "i", þ: "th" };
  const fold = (text) =>
    text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().replace(/[đðłøßæœıþ]/g, (letter) => LETTERS[letter]);
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  // One form for run, runs and running; for placement and placements.
  const stem = (word) =>
    word.length < 4 || /\d/.test(word)
      ? word
      : word
          .replace(/(?:ies|y)$/, "i")
          .replace(/(?<=..)(?:ingly|ings|ing|ers|er|edly|ed|es|s|e|ly)$/, "")
          .replace(/(.)\1$/, "$1");

  // How much a part of a page is about a word: by how often it stands in its text, and whether it is in a title.
  const read = ({ docs, same }) => {
    const index = new Map();
    const add = (part, text, weight) => {
      const words = wordsOf(text);
      for (const word of words) {
        if (!index.has(word)) index.set(word, new Map());
        const parts = index.get(word);
        parts.set(part, (parts.get(part) ?? 0) + weight / (weight > 1 ? Math.sqrt(words.length) : 1));
      }
      return words.length;
    };
    let page;
    for (const [location, title, text, boost, more = ""] of docs) {
      // A part of the same page as the entry above says only which part.
      const part = { location, title, text, boost, page };
      if (location.startsWith("#")) {
        part.location = page.location + location;
        add(part, page.title, 12);
        page.parts.push(part);
      } else {
        page = Object.assign(part, { page: part, parts: [part] });
      }
      add(part, title, 48);
      part.length = add(part, `${text} ${more}`, 1);
    }
    const stems = new Map();
    for (const word of index.keys()) stems.set(stem(word), [...(stems.get(stem(word)) ?? []), word]);
    const meanings = new Map(Object.entries(same).map(([typed, means]) => [wordsOf(typed).join(" "), means]));
    return { index, stems, meanings, size: docs.length };
  };

  // The words of the longest phrases that people type for others.
  const meant = (terms, meanings) => {
    const words = [];
    for (let at = 0; at < terms.length; ) {
      let count = 6;
      while (count && !meanings.has(terms.slice(at, at + count).join(" "))) count -= 1;
      if (count) words.push(...wordsOf(meanings.get(terms.slice(at, at + count).join(" "))));
      at += count || 1;
    }
    return words;
  };

  // Whether one word becomes the other with so many letters changed, put in or left out (Levenshtein).
  const near = (word, other, changes) => {
    if (Math.abs(word.length - other.length) > changes) return false;
    let row = Array.from({ length: other.length + 1 }, (_, column) => column);
    for (let at = 1; at <= word.length && Math.min(...row) <= changes; at += 1) {
      const next = [at];
      for (let column = 1; column <= other.length; column += 1) {
        const replaced = row[column - 1] + (word[at - 1] === other[column - 1] ? 0 : 1);
        next.push(Math.min(replaced, row[column] + 1, next[column - 1] + 1));
      }
      row = next;
    }
    return row.at(-1) <= changes;
  };

  // The words of the site that a word may be, with how sure that is.
  const matches = (term, { index, stems }, few) => {
    const certainty = new Map((stems.get(stem(term)) ?? []).map((word) => [word, 0.8]));
    if (index.has(term)) certainty.set(term, 1);
    const begun = (few && term.length > 2) || (!certainty.size && term.length > 1);
    for (const word of begun ? index.keys() : []) if (!certainty.has(word) && word.startsWith(term)) certainty.set(word, 0.15);
    if (certainty.size || term.length < 5 || /\d/.test(term)) return certainty;
    for (const word of index.keys()) if (near(term, word, term.length > 7 ? 2 : 1)) certainty.set(word, 0.3);
    return certainty;
  };

  // A phone number as people type it, with or without dots, is its three parts. No input is too long.
  const parted = (word) =>
    /^\d{7,}$/.test(word) ? [word.slice(-10, -7), word.slice(-7, -4), word.slice(-4)].filter(Boolean) : [word.slice(0, 40)];

  const find = (site, words) => {
    const terms = [...new Set(wordsOf(words.slice(0, 1000)).slice(0, 40).flatMap(parted))];
    const asked = new Map(terms.map((term) => [term, 1]));
    for (const term of meant(terms, site.meanings)) asked.set(term, (asked.get(term) ?? 0) + 1);
    const scores = new Map();
    for (const [term, weight] of asked) {
      const best = new Map();
      for (const [word, sure] of matches(term, site, terms.length < 4)) {
        for (const [part, count] of site.index.get(word)) {
          const score = (sure * count) / (count + 0.5 + part.length / 80);
          best.set(part, Math.max(best.get(part) ?? 0, score));
        }
      }
      const rare = Math.log(1 + (site.size - best.size + 0.5) / (best.size + 0.5));
      for (const [part, score] of best) scores.set(part, (scores.get(part) ?? 0) + weight * rare * score * part.boost);
    }
    // A page counts as much as its best part, and a little of each other one.
    const pages = new Map();
    for (const [part, score] of scores) {
      const { sum, top, best } = pages.get(part.page) ?? { sum: 0, top: 0 };
      pages.set(part.page, { sum: sum + score, top: Math.max(top, score), best: score > top ? part : best });
    }
    const ranked = [...pages].map(([page, { sum, top, best }]) => ({ page, best, score: 0.7 * top + 0.3 * sum }));
    return { terms, ranked: ranked.sort((one, other) => other.score - one.score) };
  };

  // A piece of the text around the first word that was asked for, cut between words.
  const around = (text, terms) => {
    const wanted = new Set(terms.map(stem));
    const hit = [...text.matchAll(/[\p{L}\p{N}'’]+/gu)].find(([word]) => wanted.has(stem(fold(word))));
    const start = hit && hit.index > 60 ? text.indexOf(" ", hit.index - 60) + 1 : 0;
    const end = text.length > start + 200 ? text.lastIndexOf(" ", start + 200) : text.length;
    return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };

  const show = (words, { terms, ranked }) => {
    for (const { page, best } of ranked.slice(0, 20)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + best.location;
      link.textContent = page.title === best.title ? page.title : `${page.title}: ${best.title}`;
      const text = document.createElement("p");
      // A jurisdiction's page answers in the result itself: whom to contact.
      const contact = page.parts.findIndex(({ location }) => location.endsWith("#whom-to-contact"));
      const [said, next] = page.parts.slice(contact);
      text.textContent = contact < 0 ? around(best.text || page.text, terms) : said.text || `${next?.title}: ${next?.text}`;
      item.append(link, text);
      list.append(item);
    }
    const said = words.length > 60 ? `${words.slice(0, 60)} …` : words;
    const count = ranked.length === 1 ? "1 page" : `${ranked.length} pages`;
    status.textContent = ranked.length
      ? `${count} for “${said}”`
      : `Nothing was found for “${said}”. Try a state, a name or another word.`;
  };

  // An address that somebody typed may hold a % that stands for nothing but itself.
  const typed = () => {
    const text = location.hash.slice(1);
    try {
      return decodeURIComponent(text).trim();
    } catch {
      return text.trim();
    }
  };

  let site;
  const search = () => {
    const words = typed();
    field.value = words;
    list.replaceChildren();
    if (words) show(words, find(site, words));
  };

  const load = () => {
    status.textContent = "Searching";
    const script = document.createElement("script");
    script.src = `${root}search/index.js`;
    script.onload = () => {
      site = read(window.searchIndex);
      search();
      addEventListener("hashchange", search);
    };
    script.onerror = () => {
      status.textContent = "The search could not be loaded. Choose from the list of states, or use the menu.";
    };
    document.head.append(script);
  };

  if (location.hash.length > 1) load();
  else addEventListener("hashchange", load, { once: true });
})();
