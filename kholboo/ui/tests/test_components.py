from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import translation

from kholboo.core.clock import ULAANBAATAR
from kholboo.ui.components.navigation import Place
from kholboo.ui.components.stories import SERVICE_ICONS

TODAY = date(2026, 7, 10)


def show(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_misspelt_argument_is_an_error():
    with pytest.raises(TypeError):
        show('{% button "Send" knd="primary" %}')


def test_too_many_unnamed_arguments_are_an_error():
    with pytest.raises(TypeError):
        show('{% sample "one" %}')


def test_what_people_wrote_is_escaped_in_every_component():
    page = show(
        "{% button x %}{% link_button x x %}{% copy_button x %}{% chip x %}{% number x %}"
        "{% notice title=x %}{{ x }}{% endnotice %}{% empty x text=x %}{% back_link x '/' %}"
        "{% service_tile x x %}{% disclosure x %}{{ x }}{% enddisclosure %}{% icon 'pencil' x %}"
        "{% button 'a' hx_post=x %}{% facts pairs %}{% answers rows %}{% timeline events %}"
        "{% tabs places label=x %}{% queue_nav places label=x %}{% qr 'a' caption=x %}",
        x='"><script>alert(1)</script>',
        pairs=[('"><script>', '"><script>')],
        rows=[('"><script>', '"><script>', '"><script>')],
        events=[
            {
                "at": datetime(2026, 7, 10, tzinfo=ULAANBAATAR),
                "title": "<script>",
                "who": "<script>",
                "text": "<script>",
                "files": [("<script>", "<script>")],
            }
        ],
        places=[Place('"><script>', '"><script>', 1)],
    )

    assert "<script>" not in page


def test_free_attributes_keep_their_names_with_hyphens():
    page = show('{% button "Send" hx_post="/a" data_key="s" aria_controls="b" hx_get=None %}')

    assert 'hx-post="/a"' in page
    assert 'data-key="s"' in page
    assert 'aria-controls="b"' in page
    assert "hx-get" not in page


@pytest.mark.parametrize(
    ("left", "state", "words"),
    [
        (-6, "late", "6 days late"),
        (-1, "late", "1 day late"),
        (0, "today", "Due today"),
        (5, "soon", "5 days left"),
        (6, "calm", "6 days left"),
    ],
)
def test_a_due_chip_says_in_words_how_much_is_left(left, state, words):
    with translation.override("en"):
        page = show("{% due_chip due today %}", due=TODAY + timedelta(days=left), today=TODAY)

    assert f"due-{state}" in page
    assert words in page


def test_a_due_chip_speaks_mongolian():
    with translation.override("mn"):
        page = show("{% due_chip due today %}", due=TODAY - timedelta(days=6), today=TODAY)

    assert "6 хоног хэтэрсэн" in page


@pytest.mark.parametrize(
    ("arguments", "state"),
    [("", "none"), ("due is_stopped=True", "stopped"), ("due is_done=True", "done")],
)
def test_a_due_chip_without_a_running_clock_shows_no_scale(arguments, state):
    page = show("{% due_chip " + arguments + " %}", due=TODAY)

    assert f"due-{state}" in page
    assert "tick-" not in page


def test_every_fifth_and_tenth_tick_is_longer():
    page = show("{% term_scale days=10 %}")

    assert "M0 20v-20M10 20v-8" not in page.split('class="tick-gone"')[0]
    assert "M50 20v-14" in page
    assert "M100 20v-20" in page


def test_the_scale_of_a_term_stops_at_its_ends():
    page = show(
        "{% due_scale start due today=late %}",
        start=TODAY,
        due=TODAY + timedelta(days=30),
        late=TODAY + timedelta(days=90),
    )

    assert "M300 0V20" in page
    assert "due-late" in page


def test_steps_say_where_we_are():
    with translation.override("mn"):
        page = show("{% steps 2 labels=labels %}", labels=["Нэг", "Хоёр", "Гурав"])

    assert "3 алхмын 2-р нь" in page
    assert "Хоёр" in page


def test_the_timeline_tells_who_may_read_an_entry_only_on_the_desk():
    entry = SimpleNamespace(
        at=datetime(2026, 7, 10, 12, tzinfo=ULAANBAATAR), title="Бүртгэсэн", is_public=False
    )

    with translation.override("mn"):
        assert "дотоод" in show("{% timeline e shows_doors=True %}", e=[entry])
        assert "дотоод" not in show("{% timeline e %}", e=[entry])


def test_a_list_of_one_page_has_no_page_links():
    assert "<nav" not in show("{% pages page %}", page=Paginator([1], 20).page(1))


def test_page_links_keep_the_filters():
    page = show("{% pages page query='queue=mine' %}", page=Paginator(range(60), 20).page(2))

    assert 'href="?queue=mine&amp;page=3"' in page
    assert 'href="?queue=mine&amp;page=1"' in page


def test_a_number_with_hyphens_stays_whole_and_a_secret_falls_into_fours():
    assert "<span>26-000123-7</span>" in show('{% number "26-000123-7" %}')
    assert "<span>kx7m</span><span>q2tw</span><span>9r</span>" in show('{% number "kx7mq2tw9r" %}')


def test_a_qr_picture_is_drawn_without_styles_or_scripts():
    page = show('{% qr "https://example.org/" caption="Scan" %}')

    assert "<svg" in page
    assert "style=" not in page


def test_each_of_the_fifteen_services_has_its_own_picture():
    assert len(SERVICE_ICONS) == 15
    assert len(set(SERVICE_ICONS.values())) == 15


@pytest.mark.parametrize(
    "block", ["notice", "table", "disclosure 'More'", "filter_bar", "bulk_bar", "letterhead"]
)
def test_block_components_show_what_stands_inside(block):
    name = block.split()[0]

    assert "<b>inside</b>" in show("{% " + block + " %}<b>inside</b>{% end" + name + " %}")


def test_dates_are_written_as_each_language_writes_them():
    moment = datetime(2026, 7, 10, 4, 5, tzinfo=ULAANBAATAR)

    with translation.override("mn"):
        assert show("{{ d|day }}", d=TODAY) == "2026 оны 7 дугаар сарын 10"
        assert show("{{ d|day:'weekday' }}", d=TODAY) == "2026 оны 7 дугаар сарын 10, баасан гараг"
        assert show("{{ d|day:'short' }}", d=TODAY) == "2026.07.10"
        assert show("{{ m|moment:'Asia/Hovd' }}", m=moment) == "2026 оны 7 дугаар сарын 10, 03:05"
    with translation.override("en"):
        assert show("{{ d|day }}", d=TODAY) == "10 July 2026"
        assert show("{{ m|moment_short }}", m=moment) == "10 Jul 2026, 04:05"
    assert (
        show("{{ n|grouped }} {{ none|day }}{{ none|moment }}{{ none|grouped }}", n=1234567)
        == "1,234,567 "
    )
