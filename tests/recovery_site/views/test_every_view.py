"""What holds of whatever a view makes, with regions and without."""

import pytest
from recovery_site.data.directory import Data
from recovery_site.views.jurisdictions import jurisdiction_page

from tests.recovery_site.reading import VIEWS, tree, words

OUTSIDE = ("tel:", "sms:", "mailto:", "https:")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("root", ["", "../", "../../"])
def test_every_path_starts_at_the_root(data: Data, region_data: Data, view: str, root: str) -> None:
    for variant in (data, region_data):
        page = tree(VIEWS[view](variant, root))
        paths = [*page.xpath("//@href"), *page.xpath("//@action"), *page.xpath("//@src")]
        assert paths
        for path in [path for path in paths if not path.startswith(OUTSIDE)]:
            assert path.startswith(root)
            assert path.removeprefix(root)[0] not in "./"
        assert "None" not in words(page)


def test_every_id_stands_once_on_a_page(data: Data, region_data: Data) -> None:
    for variant in (data, region_data):
        pages = [
            jurisdiction_page(variant.directory, "../", jurisdiction)
            for jurisdiction in variant.directory.jurisdictions
        ]
        views = [make(variant, "../") for name, make in VIEWS.items() if name != "jurisdiction"]
        assert len(pages) == 56
        for page in [*pages, *views]:
            ids = tree(page).xpath("//@id")
            assert sorted(ids) == sorted(set(ids))
