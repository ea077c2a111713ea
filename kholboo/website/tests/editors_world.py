"""What the branches keep from each other, and every address of Wagtail under which it is asked."""

import re
from io import BytesIO

from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import Resolver404, get_resolver, resolve
from PIL import Image
from psycopg.sql import SQL, Identifier
from wagtail.admin.models import EditingSession
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site, Task, Workflow
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from kholboo.accounts.models import User
from kholboo.feedback.tests.desk import desk, person
from kholboo.website.models import Attachment, Branch, Picture, StandardPage
from kholboo.website.queries.editors import ROOMS
from kholboo.website.services.editors import _folder_of
from tests.addresses import patterns

PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
LISTS = re.compile(r"choose|results|search|api/|reports|bulk|images/$|nts/$")
TABLES = (
    *("website_%", "wagtail%", "auth_group%", "taggit_%", "accounts_user%", "agency_%"),
    "modelsearch_%",
)
# Each visit leaves traces of its own there: who is editing now, how a person set the admin up.
OWN = {"wagtailadmin_editingsession", "wagtailusers_userprofile"}


def picture(color="red"):
    content = BytesIO()
    Image.new("RGB", (800, 600), color).save(content, "JPEG")
    content.seek(0)
    return content


class Secrets:
    """A branch with everything a branch can have that nobody outside may see."""

    def __init__(self, slug):
        self.branch = Branch.objects.get(office__slug=slug)
        self.home = self.branch.home
        # Latin and short, so that no page cuts or encodes it.
        self.word = f"zq{slug.replace('-', '')}"
        folder = _folder_of(self.branch, Collection.get_first_root_node())
        self.folder = folder
        self.draft = self.home.add_child(
            instance=StandardPage(
                title=f"{self.word} draft", lead="Нэг.", slug=f"{self.word}-d", live=False
            )
        )
        self.first = self.draft.save_revision(user=person("administrator"))
        self.page = self.home.add_child(
            instance=StandardPage(title="Нээлттэй хуудас", lead="Нэг.", slug="open-page")
        )
        self.page.title = f"{self.word} unpublished"
        self.revision = self.page.save_revision(user=person("administrator"))
        self.picture = Picture.objects.create(
            title=f"{self.word} picture",
            description="Зураг",
            file=ImageFile(picture(), name="a.jpg"),
            collection=folder,
        )
        self.file = Attachment.objects.create(
            title=f"{self.word} paper",
            file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"),
            collection=folder,
        )
        for thing in (self.picture, self.file):
            thing.file.close()
        self.source, _is_new = TranslationSource.get_or_create_from_instance(self.draft)
        self.translation = Translation.objects.create(
            source=self.source, target_locale=Locale.objects.get(language_code="en")
        )
        self.translation.save_target(publish=False)
        self.segment = StringSegment.objects.filter(source=self.source).first()
        self.session = EditingSession.objects.create(
            user=person("administrator"),
            content_object=self.draft,
            last_seen_at="2026-01-01T00:00Z",
        )

    def pages(self):
        return [self.draft.pk, self.page.pk, self.home.pk]

    def part(self, route, name):
        """Keys for one part of an address, all of this branch."""
        known = {
            "image_id": [self.picture.pk],
            "document_id": [self.file.pk],
            "doc_id": [self.file.pk],
            "collection_id": [self.folder.pk],
            "revision_id": [self.revision.pk, self.first.pk],
            "translation_id": [self.translation.pk],
            "translation_source_id": [self.source.pk],
            "string_segment_id": [self.segment.pk],
            "overridable_segment_id": [1],
            "session_id": [self.session.pk],
            "page_pk": self.pages(),
            "uploaded_file_id": [1],
            "object_id": [self.draft.pk],
            "filter_spec": ["width-100"],
            "action_name": ["publish", "unpublish", "delete", "copy", "move", "approve"],
            "action": ["publish", "unpublish", "delete", "move", "add_tags", "add_to_collection"],
            "model_name": ["page", "picture", "attachment"] if "bulk" in route else ["page"],
            "content_type_app_name": ["website"],
            "content_type_model_name": ["standardpage"],
            "app_name": ["website"],
            "mode": [""],
            "uidb64": ["MQ"],
            "token": ["x"],
        }
        if name == "app_label":
            return ["wagtailcore", "website"]
        if name == "pk":
            return self.keys_of_room(route)
        if name in (asked := self.looked_up()):
            return asked[name]()
        return known[name] if name in known else self.pages()

    def looked_up(self):
        """Keys that the walk itself may change: looked up when an address has the part."""
        return {
            "workflow_pk": lambda: keys(Workflow),
            "task_id": lambda: keys(Task),
            "task_state_id": self.task_states,
            "workflow_state_id": self.workflow_states,
        }

    def keys_of_room(self, route):
        kinds = {
            "cms/users": User.objects.filter(email__in=["head.uvs@demo.invalid"]),
            "cms/groups": GroupPagePermission.objects.filter(page=self.home),
            "cms/sites": Site.objects.filter(branch=self.branch),
            "cms/locales": Locale.objects.all(),
            "cms/collections": [self.folder],
            "cms/workflows/tasks": Task.objects.all(),
            "cms/workflows": Workflow.objects.all(),
            "cms/documents": [self.file],
            "cms/api/main/^documents": [self.file],
            "cms/images": [self.picture],
            "cms/api/main/^images": [self.picture],
        }
        for start, things in kinds.items():
            if route.startswith(start):
                return [getattr(thing, "group_id", thing.pk) for thing in things][:2]
        return self.pages()

    def task_states(self):
        return [self.draft.current_workflow_task_state.pk] if self.in_review() else [1]

    def workflow_states(self):
        return [self.draft.current_workflow_state.pk] if self.in_review() else [1]

    def in_review(self):
        self.draft = Page.objects.get(pk=self.draft.pk).specific
        return self.draft.current_workflow_state is not None

    def addresses(self):
        """Every address of Wagtail with things of this branch in it, each with each of its keys.

        A shut room answers before it looks at a key: one address of it is enough.
        """
        for route, _view in patterns(get_resolver().url_patterns):
            if route.startswith("cms/") and "logout" not in route:
                paths = [f"/{path}" for path in self.filled(route)]
                yield from paths if paths and is_open(paths[0]) else paths[:1]

    def filled(self, route):
        if "compare" in route:
            first, second = self.first.pk, self.revision.pk
            return [
                f"cms/pages/{self.draft.pk}/revisions/compare/{first}...latest/",
                f"cms/pages/{self.page.pk}/revisions/compare/live...{second}/",
            ]
        if route.startswith("cms/^"):
            return ["cms/nothing/"]
        found = [route.replace("^", "").replace("$", "")]
        for match in PART.finditer(route):
            values = self.part(route, match["name"])
            found = [path.replace(match[0], str(value), 1) for path in found for value in values]
        return found

    def questions(self, path):
        """What lists and choosers are asked beside: a word to look for, keys, places."""
        if not LISTS.search(path):
            return [""]
        common = [f"id={key}" for key in (*self.pages(), self.picture.pk, self.file.pk)]
        return [
            "",
            f"q={self.word}",
            f"title={self.word}&object_repr={self.word}&label={self.word}",
            f"collection_id={self.folder.pk}&collection={self.folder.pk}",
            f"child_of={self.home.pk}&for_explorer=1&fields=*",
            f"descendant_of={self.home.pk}&parent={self.home.pk}&page_type=website.standardpage",
            "&".join(common),
            f"id=all&childOf={self.home.pk}",
        ]

    def forms(self):
        """What somebody would send to change things: fields of all of Wagtail's forms at once."""
        places = {
            "collection": self.folder.pk,
            "new_parent_page": self.home.pk,
            "chooser": self.home.pk,
            "parent_page": self.home.pk,
        }
        text = {
            "title": "written", "new_title": "written", "lead": "Нэг.", "slug": "written",
            "new_slug": "written", "name": "written", "description": "written", "value": "written",
            "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
            "comment": "written", "tags": "written", "locales": keys(Locale), "hostname": "written",
            "port": "80", "root_page": self.home.pk, "restriction_type": "none",
            "is_editing": "1", "position": "0", "next": "/cms/", "copy_subpages": "on",
            "publish_copies": "on", "alias": "", "move_applicants": "on", "active": "on",
        }  # fmt: skip
        return [
            {**text, **places, "action-publish": "1"},
            {
                **text,
                **places,
                "action-submit": "1",
                "recursive": "true",
                "include_descendants": "on",
            },
        ]


def asked(browser, path, questions):
    """Each question with its answer. What is shut (404) is asked all the rest at once."""
    first, *others = questions
    answer = browser.get(f"{path}?{first}")
    yield first, answer
    if answer.status_code == 404 and others:
        others = ["&".join(others)]
    for question in others:
        yield question, browser.get(f"{path}?{question}")


def is_open(path):
    try:
        return resolve(path).view_name in ROOMS
    except Resolver404:
        return False


def keys(model):
    return list(model.objects.values_list("pk", flat=True)[:2]) or [1]


def is_kept(table):
    starts = tuple(each.rstrip("%") for each in TABLES)
    return table.startswith(starts) and table not in OWN


def snapshot():
    """A print of each table that Wagtail and the sites write."""
    found = {}
    with connection.cursor() as cursor:
        for name in filter(is_kept, connection.introspection.table_names(cursor)):
            cursor.execute(
                SQL("SELECT md5(string_agg(t::text, '+' ORDER BY t::text)) FROM {} t").format(
                    Identifier(name)
                )
            )
            found[name] = cursor.fetchone()[0]
    return found


class Writings:
    """Statements that write into those tables, heard while they are sent."""

    def __init__(self):
        self.heard = set()

    def __call__(self, execute, sql, params, many, context):
        match = WRITING.match(sql)
        if match and is_kept(match[1]):
            self.heard.add(match[1])
        return execute(sql, params, many, context)

    def of(self, ask, *args):
        """The answer to one question, and the tables it wrote into."""
        self.heard = set()
        with connection.execute_wrapper(self):
            answer = ask(*args)
        return answer, self.heard


def browser_of(name):
    """A browser that shows a page of trouble as people see it."""
    browser = desk(name)
    browser.raise_request_exception = False
    return browser
