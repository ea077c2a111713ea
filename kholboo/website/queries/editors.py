"""Which rooms of Wagtail an editor may enter, and with which things.

Wagtail checks rights view by view, and some views of its libraries check none. So here stands the
list of the rooms that open at all, each with what its address may name; a room that a new version
brings stays shut until somebody puts it here. Users, groups, sites and languages follow from posts
and from the agency's own pages: their rooms open for nobody.
"""

from collections.abc import Callable, Iterable

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.documents import permissions as files
from wagtail.images import permissions as images
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import Translation, TranslationSource

from kholboo.accounts.models import User
from kholboo.core.errors import NotFound
from kholboo.website.models import NewsIndex

PAGES = PagePermissionPolicy()
WRITE = {"add", "change", "publish"}
# Choosers name a page by the title of its draft: one that differs is not yet for others.
OPEN = Q(live=True, draft_title=F("title"))
MOST_LISTS = 6  # lists of news an editor chooses among on the first page
Check = Callable[[User, int], bool]


def is_own_page(user: User, key: int) -> bool:
    page = Page.objects.filter(pk=key).first()
    return page is not None and PAGES.user_has_any_permission_for_instance(user, WRITE, page)


def is_on_the_way(user: User, key: int) -> bool:
    """Own, or the page above all, where the lists of pages begin."""
    return is_own_page(user, key) or Page.objects.filter(pk=key, depth=1).exists()


def is_seen(user: User, key: int) -> bool:
    """A page one may link to: everybody can read it already."""
    return is_on_the_way(user, key) or Page.objects.filter(OPEN, pk=key).exists()


def is_own_translation(user: User, key: int) -> bool:
    translation = Translation.objects.filter(pk=key).first()
    if translation is None:
        return False
    target = translation.get_target_instance()
    return is_own_page(user, translation.source.get_source_instance().pk) and is_own_page(
        user, target.pk
    )


def is_own_source(user: User, key: int) -> bool:
    source = TranslationSource.objects.filter(pk=key).first()
    return source is not None and is_own_page(user, source.get_source_instance().pk)


def writable_lists(user: User) -> list[NewsIndex]:
    """Lists of news this person writes in; none where they are those of many offices."""
    own = PAGES.instances_user_has_permission_for(user, "add").filter(depth__gt=1)
    lists = list(
        NewsIndex.objects.filter(pk__in=own.values("pk")).order_by("path")[: MOST_LISTS + 1]
    )
    return lists if len(lists) <= MOST_LISTS else []


def is_choosable_picture(user: User, key: int) -> bool:
    """Of the folders this person may choose from: Wagtail asks that for its lists only."""
    known = images.permission_policy.instances_user_has_permission_for(user, "choose")
    return bool(known.filter(pk=key).exists())


def is_choosable_file(user: User, key: int) -> bool:
    known = files.permission_policy.instances_user_has_permission_for(user, "choose")
    return bool(known.filter(pk=key).exists())


def is_left_to_wagtail(user: User, key: object) -> bool:
    """Pictures, files and uploads: their collection decides, and the walk of the tests proves it."""
    return True


def _rooms(prefix: str, names: str, check: Check) -> dict[str, Check]:
    return {f"{prefix}{name}": check for name in names.split()}


ROOMS: dict[str, Check] = {
    **_rooms(
        "wagtailadmin_",
        "home explore_root account dismissibles sprite javascript_catalog logout login"
        " choose_page choose_page_search choose_page_chosen_multiple choose_page_external_link"
        " choose_page_email_link choose_page_phone_link choose_page_anchor_link",
        is_left_to_wagtail,
    ),
    **_rooms("wagtailadmin_", "explore explore_results", is_on_the_way),
    **_rooms("wagtailadmin_", "choose_page_child", is_seen),
    **_rooms(
        "wagtailadmin_pages:",
        "add preview_on_add edit preview_on_edit view_draft add_subpage delete unpublish move"
        " move_confirm set_page_position copy workflow_action collect_workflow_action_data"
        " confirm_workflow_cancellation workflow_preview lock unlock revisions_index"
        " revisions_view revisions_revert revisions_unschedule revisions_compare"
        " workflow_history workflow_history_detail history history_results usage search"
        " search_results choose_parent",
        is_own_page,
    ),
    **_rooms("wagtailadmin_api:pages:", "listing detail", is_on_the_way),
    "wagtail_bulk_action": is_left_to_wagtail,  # its things stand in the query: see below
    **_rooms(
        "wagtailadmin_reports:",
        "workflow workflow_results workflow_tasks workflow_tasks_results site_history"
        " site_history_results locked_pages locked_pages_results",
        is_left_to_wagtail,
    ),
    **_rooms("website_", "links upkeep", is_left_to_wagtail),  # lists of one's own pages
    **_rooms("website_", "confirm_page", is_own_page),
    **_rooms("wagtailadmin_editing_sessions:", "ping release", is_left_to_wagtail),
    **_rooms("wagtail_localize:", "javascript_catalog", is_left_to_wagtail),
    **_rooms("wagtail_localize:", "submit_page_translation", is_own_page),
    **_rooms("wagtail_localize:", "update_translations", is_own_source),
    **_rooms(
        "wagtail_localize:",
        "edit_string_translation edit_override preview_translation stop_translation",
        is_own_translation,
    ),
    # Texts of services are one for all sites: Wagtail lets in who may change them.
    **_rooms("wagtailsnippets:", "index", is_left_to_wagtail),
    **_rooms(
        "wagtailsnippets_website_servicetext:",
        "list list_results edit history history_results usage",
        is_left_to_wagtail,
    ),
    **_rooms(
        "wagtaildocs:",
        "index index_results add edit delete add_multiple edit_multiple delete_multiple"
        " create_multiple_from_uploaded_document delete_upload_multiple document_usage",
        is_left_to_wagtail,
    ),
    **_rooms(
        "wagtailimages:",
        "index index_results edit delete add image_usage add_multiple edit_multiple"
        " delete_multiple create_multiple_from_uploaded_image delete_upload_multiple",
        is_left_to_wagtail,
    ),
    **_rooms(
        "wagtaildocs_chooser:",
        "choose choose_results chosen chosen_multiple create",
        is_choosable_file,
    ),
    **_rooms(
        "wagtailimages_chooser:",
        "choose choose_results chosen chosen_multiple create select_format",
        is_choosable_picture,
    ),
}
# Of these addresses only the first number is a page or a translation; Wagtail checks that the
# others belong to it.
FIRST_ONLY = (
    *("revisions", "workflow", "collect_workflow", "edit_string", "edit_override", "preview_tr"),
)

MANY: dict[str, Check] = {
    "wagtail_bulk_action": is_own_page,
    "wagtailadmin_choose_page_chosen_multiple": is_seen,
    "wagtaildocs_chooser:chosen_multiple": is_choosable_file,
    "wagtailimages_chooser:chosen_multiple": is_choosable_picture,
}


def check_room(request: HttpRequest, user: User) -> None:
    """Raise NotFound for a room that is shut, or that is asked for a thing of another branch.

    One sentence for all: why it stays shut would tell what is behind it.
    """
    match = request.resolver_match
    check = ROOMS.get(match.view_name) if match is not None else None
    if match is None or check is None:
        raise NotFound(_("There is no such page"))
    values = [*match.args, *match.kwargs.values()]
    numbers = [int(value) for value in values if isinstance(value, int) or str(value).isdecimal()]
    if match.view_name.rpartition(":")[2].startswith(FIRST_ONLY):
        numbers = numbers[:1]
    if not all(check(user, number) for number in numbers):
        raise NotFound(_("There is no such page"))
    if match.view_name in MANY and match.kwargs.get("app_label", "wagtailcore") != "wagtailcore":
        raise NotFound(_("There is no such page"))
    if match.view_name in MANY and not all(
        MANY[match.view_name](user, key) for key in _many(request)
    ):
        raise NotFound(_("There is no such page"))


def _many(request: HttpRequest) -> list[int]:
    """Keys in the query: Wagtail would name also those it refuses."""
    keys = [*request.GET.getlist("id"), *request.POST.getlist("id")]
    if not all(key.isdecimal() for key in keys):
        raise NotFound(_("There is no such page"))
    return [int(key) for key in keys]


def own_pages(user: User) -> QuerySet[Page]:
    return PAGES.instances_user_has_any_permission_for(user, WRITE)


def linkable(pages: QuerySet[Page], user: User) -> QuerySet[Page]:
    """What an editor may choose as the end of a link: own pages, and what everybody can read."""
    paths = PAGES.get_cached_permissions_for_user(user)
    own: Iterable[str] = {permission.page.path for permission in paths}
    known = OPEN | Q(depth=1)
    for path in own:
        known |= Q(path__startswith=path)
    # As keys: the search of the chooser knows no other column of this.
    return pages.filter(pk__in=Page.objects.filter(known).values("pk"))
