// The search page: fetches the index when somebody searches, and only then.
(() => {
  const field = document.getElementById("search-words");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const root = document.querySelector("[data-root]").dataset.root;
  let words = "";

  // What people type, and the words the pages use for it.
  const SAME = {
    kid: "child", kids: "child", first: "engage", conversation: "engage", teen: "young person", youth: "young person", foster: "care",
    ran: "missing", away: "missing", run: "running missing", runaway: "missing running", awol: "missing",
    gone: "missing", disappeared: "missing", lost: "missing", found: "returns returned back",
    recovered: "returns returned back", located: "returns back", home: "returns", came: "returns",
    call: "contact directory", phone: "contact directory", number: "contact directory", email: "contact mailbox", who: "contact directory",
    help: "now", hotline: "help line", helpline: "help line", emergency: "danger",
    nudes: "images online", pics: "images online", photos: "images online", sextortion: "images online",
    burnout: "wellbeing staff", stress: "wellbeing staff", tired: "wellbeing staff",
    prostitution: "trafficking exploited", csec: "trafficking identification", pimp: "trafficker",
    boyfriend: "trafficker bond", screening: "identification", signs: "identification",
    form: "worksheet hand-outs", template: "worksheet hand-outs", pdf: "hand-outs", print: "hand-outs",
    lawyer: "legal attorney", court: "legal law", deadline: "law missing", ncic: "missing police",
    therapy: "counseling services", doctor: "health services", hospital: "health services",
    meeting: "teams", mdt: "teams", words: "language", terms: "language",
  };

  // Postal codes are words like "in" and "or": no word is too common to be found.
  const build = (docs) =>
    lunr((builder) => {
      builder.pipeline.remove(lunr.stopWordFilter);
      builder.ref("location");
      builder.field("page", { boost: 6 });
      builder.field("title", { boost: 8 });
      builder.field("text");
      for (const doc of docs) builder.add(doc, { boost: doc.boost });
    });

  const find = (index, text) => {
    const terms = lunr.tokenizer(text).map(String).filter(Boolean);
    const same = terms.flatMap((term) => (SAME[term] ?? "").split(" ")).filter(Boolean);
    return index.query((query) => {
      for (const term of same) query.term(term, { boost: 20 });
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
      // A jurisdiction's page answers in the result itself: whom to contact.
      const contact = by.get(`${top.location}#whom-to-contact`);
      text.textContent = contact ? contact.text : around(best.text || top.text, terms);
      item.append(link, text);
      list.append(item);
    }
    const count = ranked.length === 1 ? "1 page" : `${ranked.length} pages`;
    status.textContent = ranked.length
      ? `${count} for “${words}”`
      : `Nothing was found for “${words}”. Try a state, a name or another word.`;
  };

  let index;
  let read;
  const search = () => {
    words = decodeURIComponent(location.hash.slice(1)).trim();
    field.value = words;
    list.replaceChildren();
    if (words) show(read, find(index, words));
  };

  const load = () => {
    status.textContent = "Searching";
    const script = document.createElement("script");
    script.src = `${root}search/index.js`;
    script.onload = () => {
      const { separator, docs } = window.searchIndex;
      lunr.tokenizer.separator = new RegExp(separator);
      const pages = new Map(docs.map(([location, title]) => [location, title]));
      let page = "";
      read = docs.map(([place, title, text, boost]) => {
        // A part of the same page as the entry above says only which part.
        const location = place.startsWith("#") ? page + place : place;
        [page] = location.split("#");
        return { location, title, text, boost, page: pages.get(page) ?? "" };
      });
      index = build(read);
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
