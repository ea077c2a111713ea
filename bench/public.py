"""The public pages whose budgets are held, on the main site and on one department's."""

from collections.abc import Callable, Iterable

DEPARTMENT = "orkhon"
PAGES = {
    "home": "/",
    "service": "/services/verification/",
    "news": "/news/",
    "news_item": "/news/{news}/",
    # The kind is chosen on the first page: this is what the first step asks.
    "complaint": "/feedback/service/?kind=complaint",
    "track": "/track/",
    # A page with its title in traditional script, which has a font of its own (bench/scripted.py).
    "script": "/bench-script/",
}
# Of the catalogue, which stands on every site the same: the main one is enough.
STANDARDS = {
    "standards": "/standards/?q=шошго",
    "standard": "/standards/jishee-0001-2025/",
    "reader": "/standards/jishee-0001-2025/read/",
}
# News of the whole agency are read on the sites of the departments too.
NEWS = "new-site"


def addresses(pages: Iterable[str] = PAGES) -> dict[str, tuple[bool, str]]:
    """Whether it stands on the department's site, and its path, by the name of its figures."""
    return {
        f"{prefix}{name}": (bool(prefix), PAGES[name].format(news=NEWS))
        for prefix in ("", f"{DEPARTMENT}_")
        for name in pages
    }


def origin_of(base: str) -> Callable[[bool], str]:
    """`http://localhost:8000` of a site's pages, from that of the main site."""
    scheme, host = base.split("://")
    return lambda is_department: f"{scheme}://{DEPARTMENT}.{host}" if is_department else base
