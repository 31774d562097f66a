// The search page: fetches the index when somebody searches, and only then.
(() => {
  const field = document.getElementById("search-words");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const root = document.querySelector("[data-root]").dataset.root;
  const words = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  field.value = words;
  if (!words) return;
  status.textContent = "Searching";

  // Postal codes are words like "in" and "or": no word is too common to be found.
  const build = (docs) =>
    lunr((builder) => {
      builder.pipeline.remove(lunr.stopWordFilter);
      builder.ref("location");
      builder.field("title", { boost: 8 });
      builder.field("text");
      for (const doc of docs) builder.add(doc, { boost: doc.boost });
    });

  const find = (index, text) => {
    const terms = lunr.tokenizer(text).map(String).filter(Boolean);
    return index.query((query) => {
      for (const term of terms) {
        query.term(term, { boost: 100 });
        query.term(term, { boost: 10, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
        if (term.length > 4 && !/\d/.test(term)) {
          query.term(term, { boost: 1, usePipeline: false, editDistance: term.length > 7 ? 2 : 1 });
        }
      }
    });
  };

  const around = (text, terms) => {
    const low = text.toLowerCase();
    const places = terms.map((term) => low.indexOf(term)).filter((place) => place >= 0);
    const start = Math.max(0, Math.min(...(places.length ? places : [0])) - 60);
    return (start ? "… " : "") + text.slice(start, start + 200) + (text.length > start + 200 ? " …" : "");
  };

  const show = (docs, results) => {
    const by = new Map(docs.map((doc) => [doc.location, doc]));
    const pages = new Map();
    for (const { ref, score } of results) {
      const page = ref.split("#")[0];
      const known = pages.get(page);
      if (known) known.score += score / 10;
      else pages.set(page, { best: by.get(ref), top: by.get(page) ?? by.get(ref), score });
    }
    const ranked = [...pages.values()].sort((one, other) => other.score - one.score);
    const terms = lunr.tokenizer(words).map(String);
    for (const { best, top } of ranked.slice(0, 20)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + best.location;
      link.textContent = top.title === best.title ? top.title : `${top.title}: ${best.title}`;
      const text = document.createElement("p");
      text.textContent = around(best.text || top.text, terms);
      item.append(link, text);
      list.append(item);
    }
    const count = ranked.length === 1 ? "1 page" : `${ranked.length} pages`;
    status.textContent = ranked.length
      ? `${count} for “${words}”`
      : `Nothing was found for “${words}”. Try a state, a name or another word.`;
  };

  const load = document.createElement("script");
  load.src = `${root}search/index.js`;
  load.onload = () => {
    const { separator, docs } = window.searchIndex;
    lunr.tokenizer.separator = new RegExp(separator);
    const read = docs.map(([location, title, text, boost]) => ({ location, title, text, boost }));
    show(read, find(build(read), words));
  };
  load.onerror = () => {
    status.textContent = "The search could not be loaded. Choose from the list of states, or use the menu.";
  };
  document.head.append(load);
})();
