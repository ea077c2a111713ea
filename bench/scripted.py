"""`python -m bench.scripted plant|take`: pages with titles in traditional script, to be measured.

Nobody has typed such a title for the agency yet, and no machine may. These are two names anybody
who reads the script knows: of the country, on the first pages, and of the script itself.
"""

import os
import sys

import django

from bench.public import DEPARTMENT

COUNTRY = "\u182e\u1823\u1829\u182d\u1823\u182f \u1824\u182f\u1824\u1830"
SCRIPT = "\u182e\u1823\u1829\u182d\u1823\u182f \u182a\u1822\u1834\u1822\u182d"
SLUG = "bench-script"


def main(act: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    from django.db.models import Q

    from kholboo.website.models import Branch

    measured = Q(office__is_head=True) | Q(office__slug=DEPARTMENT)
    for branch in Branch.objects.filter(measured):
        home = branch.home.specific
        for page in home.get_children().filter(slug=SLUG):
            page.delete()
        home.vertical_title = COUNTRY if act == "plant" else ""
        home.save()
        if act == "plant":
            _plant(home)


def _plant(home: object) -> None:
    from kholboo.website.models import HomePage, StandardPage

    assert isinstance(home, HomePage)
    home.refresh_from_db()
    words = "<p>Монгол бичиг бол Монгол Улсын түүхэн бичиг юм.</p>" * 3
    home.add_child(
        instance=StandardPage(
            slug=SLUG,
            title="Монгол бичиг",
            lead="Гарчиг нь монгол бичгээр босоо бичигдсэн хуудас.",
            vertical_title=SCRIPT,
            locale=home.locale,
            is_sample=True,
            body=[("paragraph", words)],
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
