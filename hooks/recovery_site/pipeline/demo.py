"""The demonstration: the site with made-up regions, for whoever decides about it or is shown around.

No source says which state belongs to which region, and a wrong contact does harm. So each of its pages and
sheets says that the regions are made up, and it cannot be published.
"""

from dataclasses import replace
from pathlib import Path

from recovery_site.core.problems import Problem
from recovery_site.data.directory import Data
from recovery_site.data.value_types import Checked

REGIONS: dict[int, str] = {
    1: "AK AS CA GU HI ID MP MT NV OR WA",
    2: "AZ CO KS ND NE NM OK SD TX UT WY",
    3: "AR IA IL IN MI MN MO OH WI",
    4: "AL FL GA KY LA MS NC PR SC TN VI",
    5: "CT DC DE MA MD ME NH NJ NY PA RI VA VT WV",
}


def refused(edition: str, folder: Path, serving: bool) -> list[Problem]:
    """Why a demonstration is not built into a folder; nothing where it only shows itself, or its folder is its own."""
    if edition != "demo" or serving or folder.name == "demo":
        return []
    message = (
        "the demonstration has made-up regions and is never published; "
        "type `make demo` to see it, or build it into a folder named demo"
    )
    return [Problem("mkdocs.yml", 1, "", message)]


def demonstration(data: Data) -> Data:
    """The data with made-up regions for all 56, marked as such."""
    today = data.directory.today
    checked = Checked(today.year, today.month, today.day)
    read = {"source": "a list made up for this demonstration", "checked": checked}
    regions = tuple(
        region.model_copy(update=read | {"jurisdictions": tuple(REGIONS[region.number].split())})
        for region in data.directory.contacts.regions
    )
    contacts = data.directory.contacts.model_copy(update={"regions": regions})
    return replace(data, directory=replace(data.directory, contacts=contacts, demo=True))
