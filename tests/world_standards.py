"""What the catalogue has behind its addresses, for the walk over all of them."""

from kholboo.accounts.tests.factories import MembershipFactory, UserFactory
from kholboo.core import clock
from kholboo.documents.services import storing
from kholboo.standards.models import (
    CatalogueFile,
    ChangeEvent,
    Comment,
    CommentContact,
    Committee,
    Edition,
    Enquiry,
    Entitlement,
    Manifestation,
    Proposal,
    ReadingTerms,
    ScannedPage,
    StoreRow,
    Tariff,
    TermsAcceptance,
    UnmetHandled,
    Watch,
)
from kholboo.standards.queries import sitemap
from kholboo.standards.services import (
    enquiry_samples,
    entitlements,
    importing,
    samples,
    texts,
    watching,
)
from kholboo.standards.tests import enquiries, files
from kholboo.standards.tests import watching as watched
from kholboo.standards.tests.desk import person, proposal

SAMPLE, SOLD = "jishee-0001-2025", "jishee-0002-2025"
PICTURE, SIZE = "letter-height.png", (640, 360)


def parts():
    """Parts of addresses that name a thing of the catalogue."""
    samples.load()
    enquiry_samples.load()
    file = importing.propose_file(importing.check_file("a.csv", files.table()), actor=person())
    # The national store says otherwise about one edition.
    row = StoreRow.objects.create(
        key="mns 6858", year=2020, theirs={"title_mn": "Тэдний нэр"}, at=file.proposed_at
    )
    keys = {"change_id": proposal().pk, "file_id": file.pk, "row_id": row.pk}
    given = right()
    keys |= {"text_id": text().pk, "right_id": given.pk, "picture_no": 1, "page_no": 1}
    keys["member_id"] = MembershipFactory.create().pk
    keys["licence_no"] = given.number
    keys["piece"] = Edition.objects.earliest("pk").pk // sitemap.PIECE
    said = enquiries.comment()
    followed = watching.follow(UserFactory.create(), Edition.objects.get(slug=SAMPLE).work)
    keys |= {"watch_id": followed.pk, "told": watched.token(followed.watcher)}
    keys |= {"enquiry_id": said.enquiry_id, "comment_id": said.pk, "comment_key": said.key}
    keys["committee"] = Committee.objects.first().pk
    keys["enquiry"] = said.enquiry_id
    return {"standard": SAMPLE, **keys}


def text():
    """A text with a picture that nobody shows yet, in the store of the walk."""
    picture = storing.store(
        (samples.DATA / PICTURE).read_bytes(),
        name=PICTURE,
        media_type="image/png",
        actor=None,
        size=SIZE,
    )
    source = (samples.DATA / "food-labels.xml").read_bytes()
    edition = Edition.objects.get(slug=SAMPLE)
    taken = texts.take_sts(
        edition, source, name="a.xml", pictures=[(PICTURE, picture)], actor=person()
    )
    # One of its parts as if it had been scanned.
    ScannedPage.objects.create(part=taken.parts.get(position=1), changed_at=taken.made_at)
    return taken


def right():
    """To read what is sold, of the person who may give it."""
    edition = Edition.objects.get(slug=SOLD)
    head = person("catalogue.head")
    until = clock.local_date(clock.now())
    return entitlements.grant(edition, head.email, until=until, actor=head)


def state():
    """What no stranger may move."""
    return (
        sorted(Proposal.objects.values_list("pk", "state")),
        sorted(CatalogueFile.objects.values_list("pk", "state")),
        StoreRow.objects.filter(theirs__isnull=False).count(),
        ChangeEvent.objects.count(),
        UnmetHandled.objects.count(),
        sorted(Comment.objects.values_list("pk", "state", "verdict", "turn")),
        sorted(Enquiry.objects.values_list("pk", "opens_on", "closes_on")),
        sorted(Watch.objects.values_list("pk", "watcher__by_email")),
        CommentContact.objects.count(),
        sorted(Committee.objects.values_list("pk", "name_mn", "secretariat")),
        sorted(Tariff.objects.values_list("pk", "since", "basis")),
        sorted(Manifestation.objects.values_list("pk", "state", "shown_at")),
        sorted(ScannedPage.objects.values_list("pk", "state", "changed_at")),
        sorted(Entitlement.objects.values_list("pk", "ended_at")),
        (ReadingTerms.objects.count(), TermsAcceptance.objects.count()),
        sorted(Edition.objects.values_list("pk", "title_mn", "withdrawn_on")),
    )
