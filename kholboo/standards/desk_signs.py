"""What the desk of the catalogue is called in history, and where its people find it."""

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Link, add
from kholboo.audit.labels import name_things, name_words, register
from kholboo.standards.changing import LABELS
from kholboo.standards.queries import names
from kholboo.standards.rights import READ

ACTIONS = {
    "standards.change_proposed": _("proposed a change of the catalogue of standards"),
    "standards.change_revised": _("wrote a proposed change of the catalogue anew"),
    "standards.change_published": _("published a change of the catalogue of standards"),
    "standards.change_refused": _("did not accept a change of the catalogue of standards"),
    "standards.change_taken_back": _("took back a proposed change of the catalogue"),
    "standards.file_proposed": _("took in a file of standards"),
    "standards.file_published": _("published a file of standards"),
    "standards.file_refused": _("did not accept a file of standards"),
    "standards.file_taken_back": _("took back a file of standards"),
    "standards.unmet_handled": _("saw to words that find no standard"),
    "standards.unmet_opened": _("took back that words are seen to"),
    "standards.committee_kept": _("kept a technical committee"),
    "standards.tariff_set": _("set what texts of standards cost"),
    "standards.conflict_ours": _("kept our facts where estandard.gov.mn says otherwise"),
    "standards.conflict_theirs": _("proposed what estandard.gov.mn says"),
}
WORDS = {
    "proposal": _("proposed change"),
    "number": _("number"),
    "file": _("file"),
    "since": _("from which day"),
}


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        register(action, sentence)
    name_words(WORDS | {f"changed.{name}": label for name, label in LABELS.items()})
    name_things("standards.Edition", _("standard"), names.names_of_editions)
    name_things("standards.Proposal", _("proposed change"), names.names_of_proposals)
    name_things("standards.CatalogueFile", _("file of standards"), names.names_of_files)
    name_things("standards.Committee", _("technical committee"))
    name_things("standards.Tariff", _("prices of texts"))
    name_things("standards.StoreRow", _("row of estandard.gov.mn"))
    add(
        Link(
            label=_("Catalogue of standards"),
            hint=_("Changes of the catalogue: propose them, look at them, publish them."),
            view="standards:desk",
            icon="book-open",
            is_for=lambda user: user.has_perm(READ),
            is_start=True,
            bar=_("Catalogue"),
        )
    )
