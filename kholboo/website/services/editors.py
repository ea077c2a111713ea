"""Wagtail's groups follow the posts of today: a post that ended takes its branch along."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from kholboo.accounts.models import User
from kholboo.accounts.roles import roles_with
from kholboo.agency.models import Post
from kholboo.agency.posts import posts_of
from kholboo.website.models import Branch
from kholboo.website.rights import ENTER, OF_ALL, OF_HEADS

PREFIX = "website: "
HEADS = " / heads"
EVERYWHERE = "website: all"
# The folder of what every office may use: the mark of the agency, the flag.
SHARED = "Нийтийн"
WRITE = frozenset({"add_page", "change_page"})
# Publishing is the second person's (models/review.py); this right takes down again.
TAKE_DOWN = frozenset({"publish_page"})
OF_ALL_SITES = frozenset({"change_servicetext"})
TRANSLATE = "submit_translation"
CHOOSE = frozenset({"choose_image", "choose_document"})
# Wagtail asks for the rights of its own kinds, also where ours stand in for them.
ON_FILES = CHOOSE | {"add_image", "change_image", "add_document", "change_document"}


def group_name(slug: str) -> str:
    return f"{PREFIX}{slug}"


def keep_rights() -> None:
    """The right to translate a page, which its library writes only once, when it migrates."""
    Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Translation),
        codename=TRANSLATE,
        defaults={"name": "Can submit translations"},
    )


def speak_their_language(user: User) -> None:
    """Wagtail remembers a language of its own for each person; ours decides."""
    profile = UserProfile.get_for_user(user)
    if profile.preferred_language != user.language:
        profile.preferred_language = user.language
        profile.save(update_fields=["preferred_language"])


@transaction.atomic
def keep_groups() -> None:
    """Groups that were made before hold today's rights; each is made when somebody first needs it."""
    for group in Group.objects.filter(name__startswith=PREFIX):
        _furnish(group)


@transaction.atomic
def give_branches(user: User) -> None:
    """Put the person into the groups of their posts of today and out of all others of ours."""
    wanted = set(_names_for(posts_of(user)))
    held = {group.name: group for group in user.groups.filter(name__startswith=PREFIX)}
    if held.keys() == wanted:
        return
    user.groups.remove(*(group for name, group in held.items() if name not in wanted))
    user.groups.add(*(_group(name) for name in wanted - held.keys()))


def _names_for(posts: Iterable[Post]) -> Iterable[str]:
    for post in posts:
        if post.role in OF_ALL:
            yield EVERYWHERE
        elif post.role in roles_with(ENTER):
            yield group_name(post.office.slug)
            if post.role in OF_HEADS:
                yield group_name(post.office.slug) + HEADS


def _group(name: str) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        _furnish(group)
    return group


def _furnish(group: Group) -> None:
    """Exactly what the group may do: on the pages of its branch, and on its pictures and files."""
    group.permissions.set(
        [
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
            *_permissions("wagtail_localize", {TRANSLATE}),
            *_permissions("website", OF_ALL_SITES if group.name == EVERYWHERE else ()),
        ]
    )
    pages, files = _places(group)
    rights = _permissions("wagtailcore", _on_pages(group))
    GroupPagePermission.objects.filter(group=group).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=right)
        for page in pages
        for right in rights
    )
    GroupCollectionPermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=right)
        for collection, names in files
        for house in ("wagtailimages", "wagtaildocs")
        for right in _permissions(house, names)
    )


def _on_pages(group: Group) -> frozenset[str]:
    if group.name == EVERYWHERE:
        return WRITE | TAKE_DOWN
    return TAKE_DOWN if group.name.endswith(HEADS) else WRITE


def _permissions(house: str, names: Iterable[str]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=house, codename__in=names))


def _places(group: Group) -> tuple[list[Page], list[tuple[Collection, frozenset[str]]]]:
    root = root_folder()
    if group.name == EVERYWHERE:
        return list(Page.objects.filter(depth=1)), [(root, ON_FILES)]
    slug = group.name.removeprefix(PREFIX).removesuffix(HEADS)
    branch = Branch.objects.select_related("office", "home").get(office__slug=slug)
    pages = list(Page.objects.filter(translation_key=branch.home.translation_key))
    return pages, [(_folder_of(branch, root), ON_FILES), (_shared(root), CHOOSE)]


def root_folder() -> Collection:
    """Above all pictures and files. Held until the transaction ends, so that of two who add a folder
    at once the second sees the first one's.
    """
    found = Collection.objects.select_for_update().filter(depth=1).first()
    return found or Collection.add_root(name="Root")


def _folder_of(branch: Branch, root: Collection) -> Collection:
    if branch.collection is None:
        branch.collection = root.add_child(name=branch.office.name_mn[:255])
        branch.save(update_fields=["collection"])
    return branch.collection


def _shared(root: Collection) -> Collection:
    found: Collection | None = root.get_children().filter(name=SHARED).first()
    return found or root.add_child(name=SHARED)
