"""Who writes on the pages of an office today."""

from wagtail.models import Page

from kholboo.accounts.models import User
from kholboo.accounts.roles import roles_with
from kholboo.agency.models import Post
from kholboo.core import clock
from kholboo.website.models import Branch
from kholboo.website.rights import ENTER, OF_ALL


class Writers:
    """People by the branch of a page, each branch asked once."""

    def __init__(self) -> None:
        self._known: dict[str, list[User]] = {}

    def of(self, page: Page) -> list[User]:
        """Who holds a post in the page's office today that opens the editors' rooms."""
        branch = page.path[: 2 * Page.steplen]
        if branch not in self._known:
            self._known[branch] = _writers_at(branch)
        return self._known[branch]


def _writers_at(path: str) -> list[User]:
    """`path` of a first page, in any language."""
    keys = Page.objects.filter(path=path).values("translation_key")
    branch = Branch.objects.filter(home__translation_key__in=keys).first()
    if branch is None:
        return []
    today = clock.local_date(clock.now())
    roles = roles_with(ENTER) - OF_ALL
    posts = Post.objects.filter(office_id=branch.office_id, role__in=roles, user__is_active=True)
    people = {
        post.user_id: post.user
        for post in posts.select_related("user").order_by("pk")
        if post.is_held_on(today)
    }
    return list(people.values())
