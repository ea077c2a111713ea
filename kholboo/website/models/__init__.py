"""The tables of the sites; `pages.py` holds the kinds of pages."""

from kholboo.website.models.branches import Branch
from kholboo.website.models.kept import KeptPage
from kholboo.website.models.links import OutsideAddress, PageLink
from kholboo.website.models.media import Attachment, Picture, PictureRendition
from kholboo.website.models.news import NewsIndex, NewsPage
from kholboo.website.models.pages import (
    GlossaryPage,
    HomePage,
    PeoplePage,
    QuestionsPage,
    SitePage,
    StandardPage,
)
from kholboo.website.models.papers import DocumentIndex, DocumentPage, DocumentState
from kholboo.website.models.review import SecondPerson
from kholboo.website.models.search import SearchEntry
from kholboo.website.models.services import ServiceText
from kholboo.website.models.upkeep import Upkeep

__all__ = [
    "Attachment",
    "Branch",
    "DocumentIndex",
    "DocumentPage",
    "DocumentState",
    "GlossaryPage",
    "HomePage",
    "KeptPage",
    "NewsIndex",
    "NewsPage",
    "OutsideAddress",
    "PageLink",
    "PeoplePage",
    "Picture",
    "PictureRendition",
    "QuestionsPage",
    "SearchEntry",
    "SecondPerson",
    "ServiceText",
    "SitePage",
    "StandardPage",
    "Upkeep",
]
