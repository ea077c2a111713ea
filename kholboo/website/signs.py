"""What this house is called in history, and its links on "My pages"."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Link, add
from kholboo.accounts.roles import Role
from kholboo.agency.posts import posts_of
from kholboo.audit.labels import name_things, name_words, register
from kholboo.website.rights import ENTER

ACTIONS = {
    "website.site_made": _("made a site"),
    "website.site_retired": _("retired a site"),
    "website.page_published": _("published a page"),
    "website.page_scheduled": _("set the hour of a page"),
    "website.page_unscheduled": _("took back the hour of a page"),
    "website.page_taken_down": _("took a page down"),
    "website.page_deleted": _("deleted a page"),
    "website.page_moved": _("moved a page"),
    "website.page_approved": _("approved a page"),
    "website.page_sent_back": _("asked for changes of a page"),
    "website.page_confirmed": _("found a page still right"),
}


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words({"host": _("name of the host"), "path": _("address of the page")})
    name_things("website.Branch", _("site of an office"))
    name_things("wagtailcore.Page", _("page"))
    for is_start in (True, False):
        add(
            Link(
                label=_("Pages of the site"),
                hint=_("Write news and pages, and publish them."),
                view="wagtailadmin_home",
                icon="file-text",
                is_for=lambda user, is_start=is_start: (  # type: ignore[misc]
                    user.has_perm(ENTER)
                    and is_start == any(post.role == Role.EDITOR for post in posts_of(user))
                ),
                is_start=is_start,
            )
        )
