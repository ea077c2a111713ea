"""The tree of the International Classification for Standards."""

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.standards.models import IcsClass


def class_at(code: str) -> IcsClass:
    """Raises NotFound."""
    found = IcsClass.objects.filter(pk=code).select_related("parent__parent").first()
    if found is None:
        raise NotFound(_("There is no such class of standards."), code=code)
    return found


def classes_of(codes: list[str]) -> dict[str, IcsClass]:
    return IcsClass.objects.in_bulk(codes)


def trail_of(chosen: IcsClass | None) -> list[IcsClass]:
    """From the top to the class itself."""
    trail = []
    while chosen is not None:
        trail.append(chosen)
        chosen = chosen.parent
    return trail[::-1]
