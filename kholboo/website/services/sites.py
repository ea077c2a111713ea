"""One site for the head office and for each department; the agency's flag makes and retires them."""

from uuid import uuid4

from django.db import transaction
from wagtail.models import Locale, Page, Site

from kholboo.agency.models import Office
from kholboo.audit import services as audit
from kholboo.website import hosts
from kholboo.website.models import Branch, HomePage
from kholboo.website.services.editors import keep_groups, keep_rights, root_folder
from kholboo.website.services.planting import Plot, Seedling, plant
from kholboo.website.services.review import keep_workflow

LANGUAGES = ("mn", "en")


@transaction.atomic
def keep_all() -> None:
    """Every office that should have a site has one at its address, and no other has.

    Repeating it changes nothing. Pages are never removed: an office that gets its flag back gets
    its old pages back.
    """
    keep_rights()
    locales = {code: _locale(code) for code in LANGUAGES}
    root = _root(locales["mn"])
    wanted = {
        office.pk: office
        for office in Office.objects.select_related("aimag")
        if office.is_head or office.aimag.has_department
    }
    known = {branch.office_id: branch for branch in Branch.objects.select_related("site")}
    new = [office for key, office in wanted.items() if key not in known]
    known |= {branch.office_id: branch for branch in _branches(new, root, locales)}
    for key, branch in known.items():
        if key in wanted:
            _open(branch, wanted[key])
        elif branch.site is not None:
            _retire(branch)
    keep_groups()
    keep_workflow()


def _locale(code: str) -> Locale:
    locale, _is_new = Locale.objects.get_or_create(language_code=code)
    return locale


def _root(locale: Locale) -> Page:
    """The page above all, and the folder of all pictures and files."""
    root_folder()
    root = Page.objects.filter(depth=1).first()
    if root is None:
        # Not `add_root`, which writes into a history that nobody made.
        facts = {"title": "Root", "draft_title": "Root", "slug": "root", "locale": locale}
        place = {"path": Page._get_path("", 1, 1), "depth": 1, "url_path": "/"}
        (root,) = Page.objects.bulk_create([Page(**facts, **place)])
    return root


def _branches(offices: list[Office], root: Page, locales: dict[str, Locale]) -> list[Branch]:
    """First pages in both languages for offices that never had any."""
    homes: list[Seedling] = []
    for office in offices:
        key = uuid4()
        homes += [Seedling(_home(office, code), key, locales[code]) for code in LANGUAGES]
    plant([Plot(root, homes)])
    mongolian = [home.page for home in homes if home.locale == locales["mn"]]
    return Branch.objects.bulk_create(
        Branch(office=office, home=home) for office, home in zip(offices, mongolian, strict=True)
    )


def _home(office: Office, code: str) -> HomePage:
    is_english = code == "en"
    lead = (
        "Tell us, follow your case, find a standard."
        if is_english
        else "Санал, гомдлоо илгээж, хариугаа хянаж, стандартаа олоорой."
    )
    return HomePage(
        title=office.name_en if is_english else office.name_mn,
        slug=f"{office.slug}-{code}",
        lead=lead,
    )


def _open(branch: Branch, office: Office) -> None:
    """Give the branch a site at today's address; one that has it is left alone."""
    facts = {
        "hostname": hosts.host_of(office),
        "port": hosts.port(),
        "site_name": office.name_mn[:255],
        "is_default_site": office.is_head,
    }
    site = branch.site
    if site is None:
        branch.site = Site.objects.create(root_page_id=branch.home_id, **facts)
        branch.save(update_fields=["site"])
        audit.record(
            "website.site_made", branch, actor=None, label=audit.SYSTEM, host=facts["hostname"]
        )
    elif any(getattr(site, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(site, name, value)
        site.save()


def _retire(branch: Branch) -> None:
    site = branch.site
    assert site is not None  # noqa: S101  the caller looked
    audit.record("website.site_retired", branch, actor=None, label=audit.SYSTEM, host=site.hostname)
    site.delete()
    branch.site = None
