"""One product for all journeys, and a browser for those of one process.

The browser lives as long as this package and not the whole session: while Playwright is at work,
Django sees a running event loop in this thread and refuses every query, which other tests need.
For the same reason no journey touches a table: it sees what a person sees.
"""

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from bench import public
from bench.faces import scripted
from tests.journeys.browser import DESK, opened_browser, opened_page
from tests.journeys.installed import LastingPhone, Phone
from tests.journeys.people import Officer
from tests.journeys.product import given_product, running_product
from tests.journeys.sharing import shared
from tests.migrated import copied

HERE = Path(__file__).parent
# Where tests run in several processes, two walk journeys: one looks at pages, the other lives
# through stories. Both meet the same product; a second one beside it was tried, and waits ran out.
LOOKS = ("test_faces", "test_app_pages")


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.journey)
            group = "looks" if item.path.stem.startswith(LOOKS) else "journeys"
            item.add_marker(pytest.mark.xdist_group(group))


@contextmanager
def own_product():
    with (
        copied("kholboo_journeys") as database,
        running_product(settings.STATIC_ROOT, database) as up,
    ):
        yield up


@pytest.fixture(scope="session")
def product(django_db_blocker):
    """Our own; or the one of BASE_URL, for whoever works on a journey.

    To the end of the session: where it is shared, the other process may be on its way still.
    """
    if address := os.environ.get("BASE_URL"):
        yield given_product(address)
    else:
        with django_db_blocker.unblock(), shared(os.environ["VAR"], own_product) as up:
            yield up


@pytest.fixture(scope="package")
def browser(product):  # which may meet a database; with a browser at work Django lets nobody
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="package")
def department(product):
    """The address of a department's site."""
    return public.origin_of(product.url)(True)


@pytest.fixture(scope="package")
def script_pages(product):
    """Pages with their titles in traditional script, which nobody has typed for the agency yet."""
    with scripted(product.env):
        yield


@pytest.fixture
def window(browser, product, request):
    """Opens windows, each like another person's; at the end all must have been quiet.

    The app's worker fetches two dozen pages in each window anew: tests that only look at pages
    are marked `without_worker`.
    """
    opened = []
    is_calm = request.node.get_closest_marker("without_worker")
    calm = {"service_workers": "block"} if is_calm else {}
    with ExitStack() as stack:

        def open_window(origin=product.url, **wishes):
            page = stack.enter_context(opened_page(browser, origin, **calm, **wishes))
            opened.append(page)
            return page

        yield open_window
        for page in opened:
            page.noticed.nothing()


@pytest.fixture
def phone(window):
    return window()


@pytest.fixture
def desk(window):
    return window(viewport=DESK)


@pytest.fixture
def handset(browser, product):
    """Phones with the app; thrown away at the end, and all must have been quiet."""
    made = []

    def new(kind=Phone, origin=product.url):
        made.append(kind(browser, origin))
        return made[-1]

    yield new
    for phone in made:
        phone.throw_away()
        phone.noticed.nothing()


def installed(phone):
    phone.open()
    phone.install()
    return phone


@pytest.fixture
def desk_of_orkhon(window):
    """Numbers of the cases somebody wrote with this phone number: the database, as staff see it."""
    officer = Officer(window(viewport=DESK))
    officer.enters_as("Болд")
    return officer.searches


@pytest.fixture
def app(handset):
    return installed(handset())


@pytest.fixture
def lasting_app(handset):
    """On a phone that can be switched off, and whose browser wakes the worker by itself."""
    return installed(handset(LastingPhone))
