"""Wagtail's groups follow the posts of today: a post that ended takes its branch along."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail_localize.models import Translation

from kholboo.accounts.models import User
from kholboo.accounts.roles import roles_with
from kholboo.agency.posts import posts_of
from kholboo.website.models import Branch
from kholboo.website.rights import ENTER, OF_ALL

EVERYWHERE = "website: all"
ON_PAGES = ("add_page", "change_page", "publish_page")
ON_FILES = (
    *("add_picture", "change_picture", "choose_image"),
    *("add_attachment", "change_attachment", "choose_document"),
)


def group_name(slug: str) -> str:
    return f"website: {slug}"


def keep_rights() -> None:
    """The right to translate a page, which its library writes only once, when it migrates."""
    Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Translation),
        codename="submit_translation",
        defaults={"name": "Can submit translations"},
    )


@transaction.atomic
def give_branches(user: User) -> None:
    """Put the person into the groups of their posts of today and out of all others of ours."""
    posts = [post for post in posts_of(user) if post.role in roles_with(ENTER)]
    wanted = {EVERYWHERE if post.role in OF_ALL else group_name(post.office.slug) for post in posts}
    held = {group.name: group for group in user.groups.filter(name__startswith="website: ")}
    if held.keys() == wanted:
        return
    user.groups.remove(*(group for name, group in held.items() if name not in wanted))
    user.groups.add(*(_group(name) for name in wanted - held.keys()))


def _group(name: str) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        _furnish(group)
    return group


def _furnish(group: Group) -> None:
    """What the group may do, on the pages of its branch and on its pictures and files."""
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    group.permissions.add(Permission.objects.get(codename="submit_translation"))
    pages, collection = _places(group)
    on_pages = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=ON_PAGES
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=permission)
        for page in pages
        for permission in on_pages
    )
    on_files = Permission.objects.filter(content_type__app_label="website", codename__in=ON_FILES)
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in on_files
    )


def _places(group: Group) -> tuple[list[Page], Collection]:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    if group.name == EVERYWHERE:
        return list(Page.objects.filter(depth=1)), root
    branch = Branch.objects.select_related("office", "home").get(
        office__slug=group.name.removeprefix(group_name(""))
    )
    pages = list(Page.objects.filter(translation_key=branch.home.translation_key))
    name = branch.office.name_mn[:255]
    collection = root.get_children().filter(name=name).first()
    return pages, collection or root.add_child(name=name)
