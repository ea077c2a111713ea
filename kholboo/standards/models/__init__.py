"""The catalogue: works, their editions, how they hang together, and where they are classified."""

from kholboo.standards.models.catalogue import Edition, IcsClass, Relation, Work
from kholboo.standards.models.changes import ChangeEvent, Proposal
from kholboo.standards.models.committees import Committee, PriceClass, Tariff
from kholboo.standards.models.enquiry import Comment, CommentContact, Enquiry
from kholboo.standards.models.entitlements import Entitlement, ReadLog
from kholboo.standards.models.estandard import StoreMark, StoreRow
from kholboo.standards.models.files import CatalogueFile, FileKind
from kholboo.standards.models.finding import Entry, Unmet, UnmetHandled, Word
from kholboo.standards.models.recognition import ScannedPage
from kholboo.standards.models.terms import ReadingTerms, TermsAcceptance
from kholboo.standards.models.texts import Clause, Manifestation, Part, Picture
from kholboo.standards.models.watching import Digest, Gathering, Known, News, Watch, Watcher

__all__ = [
    "CatalogueFile",
    "ChangeEvent",
    "Clause",
    "Comment",
    "CommentContact",
    "Committee",
    "Digest",
    "Edition",
    "Enquiry",
    "Entitlement",
    "Entry",
    "FileKind",
    "Gathering",
    "IcsClass",
    "Known",
    "Manifestation",
    "News",
    "Part",
    "Picture",
    "PriceClass",
    "Proposal",
    "ReadLog",
    "ReadingTerms",
    "Relation",
    "ScannedPage",
    "StoreMark",
    "StoreRow",
    "Tariff",
    "TermsAcceptance",
    "Unmet",
    "UnmetHandled",
    "Watch",
    "Watcher",
    "Word",
    "Work",
]
