"""A page of the site once it is HTML: what the search and the handouts are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any


@dataclass(frozen=True)
class ShownPage:
    """One page.

    Attributes:
        file: where it lies, from the top of the site: ``worksheets/recovery-plan/index.html``.
        meta: its front matter.
        content: its content as HTML.
        address: its public address; empty where it is not known.
    """

    file: str
    meta: Mapping[str, Any]
    content: str
    address: str = ""

    @property
    def name(self) -> str:
        """The last part of its address: ``recovery-plan``."""
        return PurePath(self.file).parent.name
