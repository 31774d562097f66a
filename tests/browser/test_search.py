"""Searching as people do: each query with the page that must be among the first three."""

import re
import unicodedata
from urllib.parse import quote

import pytest
import yaml
from recovery_site.core.shown_page import ShownPage
from recovery_site.hosting.search_index import index

from tests.conftest import FIXTURES, TOP, address_now, contacts_now, regions_in

from .conftest import Served, Visit

QUERIES = {
    "Texas": "jurisdictions/texas/",
    "TX": "jurisdictions/texas/",
    "tx": "jurisdictions/texas/",
    "Houston": "jurisdictions/texas/",
    "USVI": "jurisdictions/us-virgin-islands/",
    "St. Croix": "jurisdictions/us-virgin-islands/",
    "virgin islands": "jurisdictions/us-virgin-islands/",
    "Saipan": "jurisdictions/northern-mariana-islands/",
    "CNMI": "jurisdictions/northern-mariana-islands/",
    "Guam": "jurisdictions/guam/",
    "Hagåtña": "jurisdictions/guam/",
    "Pago Pago": "jurisdictions/american-samoa/",
    "San Juan": "jurisdictions/puerto-rico/",
    "DC": "jurisdictions/district-of-columbia/",
    "Washington DC": "jurisdictions/district-of-columbia/",
    "washington state": "jurisdictions/washington/",
    "Oregon": "jurisdictions/oregon/",
    "OR": "jurisdictions/oregon/",
    "IN": "jurisdictions/indiana/",
    "ME": "jurisdictions/maine/",
    "West Virginia": "jurisdictions/west-virginia/",
    "New York": "jurisdictions/new-york/",
    "Massachusets": "jurisdictions/massachusetts/",
    "Pensylvania": "jurisdictions/pennsylvania/",
    "Conecticut": "jurisdictions/connecticut/",
    "Tenessee": "jurisdictions/tennessee/",
    "RecoveryServices": "contacts/",
    "recovery plan": "recovery-planning/",
    "trauma": "trauma-informed-response/",
    "running": "running-behavior/",
    "suicide": "help-now/",
    "open data": "open-data/",
    "kid ran away": "missing-from-care/",
    "my foster kid is gone": "missing-from-care/",
    "AWOL": "missing-from-care/",
    "runaway": "missing-from-care/",
    "found her": "return/",
    "she came back": "return/",
    "who do I call": "contacts/",
    "phone number": "contacts/",
    "email": "contacts/",
    "hotline": "help-now/",
    "988": "help-now/",
    "report a missing child": "missing-from-care/",
    "ncic": "missing-from-care/",
    "nudes online": "safety-planning/",
    "sextortion": "safety-planning/",
    "safety plan": "safety-planning/",
    "burnout": "staff-wellbeing/",
    "screening tool": "identification/",
    "signs of trafficking": "identification/",
    "ICWA": "law/",
    "deadlines law": "law/",
    "mdt meeting": "teams/",
    "what words to use": "language-guide/",
    "lawyer": "services/",
    "placement": "services/",
    "template": "handouts/",
    "glossary": "glossary/",
    "trauma bond": "trauma-informed-response/",
    "first conversation": "youth-engagement/",
    "cookies": "privacy/",
}
CONTACTS = contacts_now()


NIGHT = yaml.safe_load((FIXTURES / "night_queries.yml").read_text("utf-8"))["queries"]
NCMEC = {"help-now/", "contacts/", "missing-from-care/"}
"""Pages that show the number of NCMEC."""

ANSWER = """words => new Promise((done) => {
  const answered = () => {
    const links = [...document.querySelectorAll("#search-results a")].map((link) => link.href);
    done({ links, said: document.getElementById("search-status").textContent, time: performance.now() - asked });
  };
  addEventListener("hashchange", answered, { once: true });
  const asked = performance.now();
  location.hash = encodeURIComponent(words);
})"""
"""The answer to words on a page that has searched before; the time, in ms, from asking to results on the page."""


def people() -> dict[str, set[str]]:
    """Queries for everyone who is in the data today: the name, a part of it, the phone as people type it."""
    docs = [path.read_text("utf-8").lower() for path in (TOP / "docs").rglob("*.md")]
    assert len(docs) > 20
    queries = []
    for person in CONTACTS["people"]:
        queries.append(person["name"])
        last = person["name"].split()[-1]
        # A last name that is also a word of the pages, such as Law, may well lead to these.
        queries += [] if any(last.lower() in text for text in docs) else [last]
        if phone := person.get("phone"):
            digits = re.sub(r"\D", "", phone)
            area, exchange, number = digits[:3], digits[3:6], digits[6:]
            queries += [phone, number, digits, f"1{digits}", f"+1{digits}"]
            queries.append(f"({area}) {exchange}{number}")
    assert queries
    return {words: {"contacts/"} for words in queries}


def queries() -> dict[str, set[str]]:
    """Each query with the pages of which one is to be found; a page that staff have renamed or taken down is left out."""
    wanted = {words: {page} for words, page in QUERIES.items()}
    wanted |= {record["typed"]: set(record["pages"].split("; ")) for record in NIGHT}
    wanted |= dict.fromkeys(["18008435678", "8008435678", "+1 (800) 843-5678"], NCMEC)
    there = {
        words: {page for page in pages if address_now(page) == page}
        for words, pages in wanted.items()
    }
    return {words: pages for words, pages in there.items() if pages} | people()


def test_the_right_page_is_among_the_first_three(visit: Visit, address: str) -> None:
    page = visit(f"{address}search/index.html#Guam")
    page.wait_for_selector("#search-results li")
    asked = queries()
    assert len(QUERIES) >= 60
    assert len(NIGHT) >= 60
    assert len(asked) > 100
    missed = {}
    for words, wanted in asked.items():
        links = page.evaluate(ANSWER, words)["links"]
        first = [link.removeprefix(address).split("index.html")[0] for link in links[:3]]
        if not wanted & set(first):
            missed[words] = first
    assert missed == {}


def test_names_are_found_with_and_without_accents_however_they_are_written(
    visit: Visit, served: Served
) -> None:
    names = ["José Ngô", "Żak Łukasz", "Đặng Hagåtña", "Bjørn Strauß", "O’Neill"]
    pages = [
        ShownPage(f"{at}.html", {"title": name}, f"<p>{name}</p>") for at, name in enumerate(names)
    ]
    served.changed["search/index.js"] = index(pages, {}).encode()
    page = visit(f"{served.address}search/index.html#nobody")
    plain = ["Jose Ngo", "Zak Lukasz", "Dang Hagatna", "Bjorn Strauss", "ONeill"]
    for at, (name, without) in enumerate(zip(names, plain, strict=True)):
        typed = {name.upper(), name.lower(), name, without, name.replace("’", "'")}
        typed |= {unicodedata.normalize(form, words) for words in typed for form in ("NFC", "NFD")}
        for words in sorted({*typed, *" ".join(typed).split()}):
            links = page.evaluate(ANSWER, words)["links"]
            assert links[:1] == [f"{served.address}{at}.html"], words


def awkward() -> list[str]:
    """What nobody would think of: any input is answered."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    long = sorted({word for path in (TOP / "docs").rglob("*.md") for word in re.findall(r"[a-z]{8,}", path.read_text("utf-8"))})  # fmt: skip
    assert len(long) > 500
    return [
        "constructor", "__proto__", "toString hasOwnProperty valueOf", "100%", "%E0%A4%A", "%", "#", "a#b", "?", "*+^~:",
        "x" * 300, letters * 12, "7" * 300, "e\u0301" * 300, "o" + "\u0336" * 500, "💔" * 200, "يساعد", "助けて", "Привіт",
        " ".join(letters), "a " * 500, " ".join(long[:300]), " ".join(f"{word[:4]}q{word[4:]}" for word in long[::7]),
        " ".join(f"{letters[at % 26]}{letters}" for at in range(400)), "-".join(QUERIES), "x" * 50_000,
    ]  # fmt: skip


def test_any_input_is_answered_within_a_second_on_a_slow_phone(visit: Visit, address: str) -> None:
    page = visit(f"{address}search/index.html#Guam")
    page.wait_for_selector("#search-results li")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    times = {}
    for words in awkward():
        # What else the machine does makes an answer slower, never faster.
        tries = [page.evaluate(ANSWER, again + words) for again in ("", " ", "  ")]
        assert re.match(r"\d+ pages? for “|Nothing was found for “", tries[0]["said"]), words[:40]
        assert len(tries[0]["said"]) < 160
        times[words[:40]] = min(answer["time"] for answer in tries)
    assert {words: time for words, time in times.items() if time > 1000} == {}
    assert errors == []


def test_the_first_search_is_answered_within_a_second_on_a_slow_phone(
    visit: Visit, address: str
) -> None:
    times = []
    for _ in range(3):
        page = visit(f"{address}search/index.html")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
        times.append(
            page.evaluate(
                """() => new Promise((done) => {
                  const asked = performance.now();
                  const shown = new MutationObserver(() => done(performance.now() - asked));
                  shown.observe(document.getElementById("search-results"), { childList: true });
                  location.hash = "Texas";
                })"""
            )
        )
    assert min(times) < 1000


@pytest.mark.parametrize("typed", ["100%", "%E0%A4%A", "__proto__", "constructor"])
def test_an_address_that_was_typed_by_hand_is_answered(
    visit: Visit, address: str, typed: str
) -> None:
    page = visit(f"{address}search/index.html#{typed}")
    page.get_by_role("status").get_by_text(f"“{typed}”").wait_for()


def test_a_state_s_result_says_whom_to_contact(visit: Visit, address: str) -> None:
    page = visit(f"{address}search/index.html#Ohio")
    said = page.locator("#search-results li").filter(has_text="Ohio (OH)").first.inner_text()
    region = regions_in(CONTACTS).get("OH")
    assert (CONTACTS["team"]["email"] in said) == (not region)
    served = [
        person["name"] for person in CONTACTS["people"] if region and region in person["regions"]
    ]
    assert [name for name in served if name not in said] == []


def test_the_index_is_asked_for_only_by_a_search_and_its_words_never_leave_the_device(
    visit: Visit, address: str
) -> None:
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    page.goto(address)
    assert asked
    assert not [sent for sent in asked if "search/index.js" in sent]
    page.get_by_label("Search this site").fill("Zebulon")
    page.get_by_label("Search this site").press("Enter")
    page.get_by_role("status").get_by_text("Nothing was found for “Zebulon”").wait_for()
    assert [sent for sent in asked if "search/index.js" in sent]
    assert not [sent for sent in asked if "Zebulon" in sent.partition("#")[0]]


def test_what_is_searched_for_cannot_become_part_of_the_page(visit: Visit, address: str) -> None:
    page = visit(f"{address}search/index.html#{quote('<img src=x onerror=alert(1)> texas')}")
    page.wait_for_selector("#search-results li")
    assert page.locator("#search-results img").count() == 0
