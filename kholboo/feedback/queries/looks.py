"""Who looked at a case, for its citizen: role and office, day and hour; from the audit.

An officer is named only if they acted in the open on this case: whoever only read it did their
duty, and the role says which.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kholboo.agency.models import Post
from kholboo.audit.models import Entry
from kholboo.audit.queries import history_of
from kholboo.audit.services import target_of
from kholboo.core import clock
from kholboo.feedback.models import Case
from kholboo.feedback.rules import ReadingReason

READ = "feedback.case_viewed"
REASON = "feedback.sensitive_read"
DOWNLOADED = "feedback.original_downloaded"
REVEALED = "feedback.person_revealed"
ACTIONS = (READ, REASON, DOWNLOADED, REVEALED)
# The newest; a case has a handful, and nobody reads a thousand lines.
SHOWN = 200


@dataclass(frozen=True)
class Look:
    """One look. `hours`: `14:00–15:00`; `name` is empty unless they acted in the open."""

    day: date
    hours: str
    what: str
    role: str
    place: str
    name: str = ""


def looks_at(case: Case) -> list[Look]:
    """Newest first, in the language active now; three queries however long it is."""
    entries = list(
        history_of(target_of(case)).filter(action__in=ACTIONS).order_by("-at", "-pk")[:SHOWN]
    )
    posts = _posts_of(entries)
    public = set(
        case.events.filter(is_public=True, actor__isnull=False).values_list("actor_id", flat=True)
    )
    return [_look(case, entry, posts.get(entry.actor_id or 0, []), public) for entry in entries]


def _posts_of(entries: list[Entry]) -> dict[int, list[Post]]:
    posts: dict[int, list[Post]] = {}
    actors = {entry.actor_id for entry in entries if entry.actor_id}
    for post in Post.objects.filter(user_id__in=actors).select_related("office", "unit"):
        posts.setdefault(post.user_id, []).append(post)
    return posts


def _look(case: Case, entry: Entry, posts: list[Post], public: set[int]) -> Look:
    day = clock.local_date(entry.at)
    held = [post for post in posts if post.is_held_on(day)]
    held.sort(key=lambda post: post.office_id != case.office_id)
    post = held[0] if held else None
    actor = entry.actor
    hour = entry.at.astimezone(case.office.zone).hour
    return Look(
        day=clock.local_date(entry.at, case.office.zone),
        hours=f"{hour:02}:00–{hour + 1:02}:00",
        what=_what(entry),
        role=post.get_role_display() if post else _("a member of staff"),
        place=post.office.name if post else "",
        name=actor.short_name if actor and actor.pk in public else "",
    )


def _what(entry: Entry) -> str:
    if entry.action == REASON:
        reason = ReadingReason(str(entry.facts["reading"])).label
        return _("Opened it and said why: %(reason)s") % {"reason": reason}
    words = {
        READ: _("Read your case"),
        DOWNLOADED: _("Downloaded a file as you sent it"),
        REVEALED: _("Looked up your name and phone"),
    }
    return words[entry.action]
