// Shows pages without signal. The build writes two lists above this line: BUNDLES, and GUARDS, the names of the headers that
// guard a page.
//
// This is a service worker: a script that the browser keeps apart from any page. Each page and file of the site is
// asked for through it ("fetch" below), and it answers from the network or from its store on the device.
//
// 1. The network comes first for all that carries contacts. A stored copy is shown only if the network fails or
//    takes too long, and it says so and how old it is.
// 2. Every device stores the same, and opening a page changes nothing in the store: it does not show what was read.
//    Only where the set is not stored (yet, or because the connection saves data), pages are stored as they are opened.
// 3. If anything here fails, the reader gets what they would get without it.

const HERE = registration.scope; // the top of the site, with a slash at its end
const STORE = `${HERE}#1`; // another number if what is stored changes its form; the old store is removed
const NO_CONNECTION = `${HERE}no-connection.html`;
const PATIENCE = 8000; // ms: who looks at an empty page for longer goes away, or takes the first number in reach
const HOUR = 3600000;
const ASSET = /\/assets\/[^/]+\.[0-9a-f]{8}\.\w+$/; // a name that changes with its content: never old
const PAGE = /\/(?:[^./]*|[^/]*\.(?:html|pdf))$/;
// Every page of the site says in its head by what it was made, and the search index says it by its first words. Filters,
// sign-in pages and hosts in trouble answer with pages of their own, often with status 200.
const MARK = /<meta name="?generator"? content="?recovery-site\b|^window\.searchIndex=/;
const INDEX = `${HERE}search/index.js`;
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

const fileOf = (address) => {
  const { origin, pathname } = new URL(address);
  return (origin + pathname).replace(/\/$/, "/index.html");
};

// Stores a text as a file, with the guarding headers of the answer it came with, its time, and its bundle.
const put = (store, address, text, answer, bundle = "") => {
  const headers = new Headers({ "content-type": `${kindOf(address)};charset=utf-8` });
  for (const name of GUARDS) if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  headers.set("stored-at", Date.now());
  headers.set("stored-with", bundle);
  return store.put(address, new Response(text, { headers }));
};

const SLOW = "The connection is slow.";
const FAILED = "The site could not be reached.";
const FILTERED = "Your network sent another page in its place.";
const NEWER = { text: "This page has changed since this copy was stored.", reload: "Show the newest version" };
const SAME = { text: "Compared just now: this page is the newest version." };

const at = (stored) => Number(stored?.headers.get("stored-at") ?? 0);

const kindOf = (address) => TYPES[new URL(address).pathname.split(".").pop()];

const look = async (address) => {
  try {
    return await (await caches.open(STORE)).match(address);
  } catch {
    return undefined; // no store to be had: go on without one
  }
};

// Whether an answer is the site's own: a page or the index, or its word that a page is gone.
const ours = async (answer) => {
  if (!answer.ok && answer.status !== 404 && answer.status !== 410) return false;
  const reader = answer.clone().body.pipeThrough(new TextDecoderStream()).getReader();
  for (let head = ""; head.length < 10000; ) {
    const { done, value } = await reader.read();
    head += value ?? "";
    if (MARK.test(head)) return true;
    if (done) break;
  }
  return false;
};

const fetched = async (address, options) => {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
};

addEventListener("install", (event) => {
  skipWaiting(); // what is stored fits every version, so a newer worker never has to wait
  event.waitUntil((async () => {
    const answer = await fetched(NO_CONNECTION, { cache: "no-cache" });
    if (!(await ours(answer))) throw new Error(`${NO_CONNECTION}: not ours`);
    await put(await caches.open(STORE), NO_CONNECTION, await answer.text(), answer);
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(`${HERE}#`) && name !== STORE) await caches.delete(name);
    }
    await clients.claim();
  })());
});

// --- answering -------------------------------------------------------------------------------

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || !(origin + pathname).startsWith(HERE)) return;
  if (ASSET.test(pathname)) event.respondWith(asset(request));
  else if (request.mode === "navigate" ? PAGE.test(pathname) : fileOf(request.url) === INDEX) {
    event.respondWith(newest(event));
  }
});

const asset = async (request) => {
  const stored = await look(request.url);
  if (stored) return stored;
  const answer = await fetch(request);
  if (answer.ok && !answer.headers.get("content-type")?.includes("html")) {
    const copy = answer.clone();
    caches.open(STORE).then((store) => store.put(request.url, copy)).catch(() => {});
  }
  return answer;
};

const newest = async (event) => {
  const { request } = event;
  // As typed from paper, without the slash at its end: a host would lead on, and so does the store.
  const folder = `${new URL(request.url).origin}${new URL(request.url).pathname}/`;
  if (/\/[^./]+\/$/.test(folder) && (await look(fileOf(folder)))) return Response.redirect(folder);
  const stored = await look(fileOf(request.url));
  const network = ask(request, stored);
  const waits = [network];
  if (stored) waits.push(new Promise((_, fail) => setTimeout(fail, PATIENCE, SLOW)));
  // The answer is waited for after the page is shown, too: it is stored, and told to a reader with an old copy.
  const late = network.then(({ changed }) => changed);
  event.waitUntil(late.catch(() => {}));
  try {
    return (await Promise.race(waits)).answer;
  } catch (why) {
    const copy = stored ?? (request.mode === "navigate" && (await look(NO_CONNECTION)));
    if (!copy) throw why;
    if (why === SLOW) {
      event.waitUntil(late.then((changed) => say(event, changed ? NEWER : SAME)).catch(() => {}));
    }
    return shown(event, copy, !stored ? "" : why === SLOW || why === FILTERED ? why : FAILED);
  }
};

const ask = async (request, stored) => {
  const { url, mode, redirect } = request;
  // What a host leads on to is judged before a stored page gives way to it.
  const answer = await fetch(request, { cache: "no-cache", redirect: stored ? "follow" : redirect });
  if (stored && !(await ours(answer))) throw answer.ok ? FILTERED : new Error(`${url}: ${answer.status}`);
  if (answer.status >= 500 || answer.status === 408 || answer.status === 429) throw new Error(`${url}: ${answer.status}`);
  if (answer.redirected && mode === "navigate") return { answer: Response.redirect(answer.url), changed: false };
  return { answer, changed: keep(fileOf(url), answer.clone(), stored).catch(() => false) };
};

// Stores a page that was opened, if it is not stored as it is: true if it was not.
const keep = async (address, answer, stored) => {
  if (!kindOf(address) || !answer.ok || answer.redirected) return false;
  const text = await answer.text();
  if (!MARK.test(text) || text === (await stored?.clone().text())) return false;
  await put(await caches.open(STORE), address, text, answer, stored?.headers.get("stored-with"));
  return true;
};

// Without a reason it is the page for no connection, in place of one that is not stored.
const shown = async (event, stored, why) => {
  // Of a bundle it is known that it was still the newest when it was last looked for.
  const bundle = stored.headers.get("stored-with");
  const time = Math.max(at(stored), bundle ? at(await look(HERE + bundle)) : 0);
  const when = new Date(time).toLocaleString("en-US", { dateStyle: "long", timeStyle: "short" });
  const age = `${when} (${ago(Date.now() - time)}).`;
  const text = why
    ? `Stored copy from ${age} ${why} Call to confirm before you rely on it.`
    : `The numbers below were stored on ${age}`;
  if (event.request.mode !== "navigate") {
    await say(event, { text });
    return stored.clone();
  }
  // In place of another page, the one about the missing connection keeps that page's address: its links start at ".".
  const html = (await stored.clone().text()).replaceAll('="./', `="${HERE}`);
  const empty = '<p class="notice" role="status">';
  return new Response(html.replace(empty, empty + text), { headers: stored.headers });
};

const ago = (time) => {
  for (const [unit, length] of [["day", 24 * HOUR], ["hour", HOUR], ["minute", 60000]]) {
    const count = Math.floor(time / length);
    if (count > 0) return `${count} ${unit}${count > 1 ? "s" : ""} ago`;
  }
  return "less than a minute ago";
};

const say = async (event, message) => {
  const page = await clients.get(event.resultingClientId || event.clientId);
  page?.postMessage(message);
};

// --- storing for later -----------------------------------------------------------------------

let filling;

// A page asks for it when it is ready: "all", or "page" on a connection that saves data.
addEventListener("message", (event) => {
  const work = [opened(event.source.url)];
  if (event.data === "all") work.push((filling ??= fill().finally(() => (filling = undefined))));
  event.waitUntil(Promise.allSettled(work));
});

// The page that was there before the worker: taken from the browser's own cache, without the network.
const opened = async (address) => {
  if (await look(fileOf(address))) return;
  await keep(fileOf(address), await fetch(address, { cache: "only-if-cached", mode: "same-origin" }));
};

const fill = async () => {
  const store = await caches.open(STORE);
  const stamps = await Promise.all(BUNDLES.map((bundle) => store.match(HERE + bundle)));
  if (stamps.every((stamp) => Date.now() - at(stamp) < HOUR)) return;
  await registration.update();
  if (registration.installing || registration.waiting) return; // a newer build: its own worker goes on
  for (const [number, bundle] of BUNDLES.entries()) {
    if (!stamps[number]) {
      const answer = await fetched(HERE + bundle, { cache: "no-store", priority: "low" });
      const unpacked = answer.body.pipeThrough(new DecompressionStream("gzip"));
      // The styles that stand inside pages are in a bundle once; a page has the number of each.
      const { "": styles, ...texts } = await new Response(unpacked).json();
      for (const [path, text] of Object.entries(texts)) {
        const page = text.replace(/(?<=<style>)\d+(?=<\/style>)/g, (number) => styles[number]);
        await put(store, HERE + path, page, answer, bundle);
      }
    }
    // An empty file under the bundle's own name is its stamp: it is all there, and was the newest at this time.
    await store.put(HERE + bundle, new Response("", { headers: { "stored-at": Date.now(), "stored-with": bundle } }));
  }
  // Not before all is new: until then an old page needs its old style sheet.
  for (const request of await store.keys()) {
    const stored = await store.match(request);
    if (!BUNDLES.includes(stored?.headers.get("stored-with"))) await store.delete(request);
  }
};
