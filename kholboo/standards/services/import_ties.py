"""The ties that a file names: what each of their numbers means in the catalogue or the file itself."""

from django.utils.translation import gettext_lazy as _

from kholboo.core.language import slug
from kholboo.standards.changing import LONGEST_TIE, Bond, Facts
from kholboo.standards.importing.rows import Draft, Problem
from kholboo.standards.models import Edition, Work
from kholboo.standards.numbers import parse
from kholboo.standards.rules import RelationKind

Key = tuple[str, int | None]


def key_of(draft: Draft) -> Key:
    parsed = parse(draft.number)
    return (parsed.key if parsed else draft.number, draft.year)


class Held:
    """What the catalogue, or the file itself, holds of what the rows speak of."""

    def __init__(self, drafts: list[Draft]) -> None:
        meant = [parse(bond.name) for draft in drafts for bond in _ties_of(draft)]
        keys = {key_of(draft)[0] for draft in drafts} | {one.key for one in meant if one}
        rows = Edition.objects.filter(work__key__in=keys).select_related("work")
        self.editions: dict[Key, Edition] = {(row.work.key, row.year): row for row in rows}
        self._works = dict(Work.objects.filter(key__in=keys).values_list("key", "slug"))
        self._coming = {key_of(draft): draft for draft in drafts}

    def ties(self, draft: Draft, now: Facts, remarks: list[Problem]) -> Facts:
        """Those of the row beside those that are there already."""
        known = [Bond(*tie) for tie in now["ties"]]
        for bond in _ties_of(draft):
            found = bond if bond.how else self._found(draft, bond, remarks)
            if found and found not in known:
                known = [one for one in known if not _is_same_in_words(one, bond)]
                known.append(found)
        ties = sorted(bond.plain() for bond in known)
        return {"ties": ties} if ties != now["ties"] else {}

    def _found(self, draft: Draft, bond: Bond, remarks: list[Problem]) -> Bond | None:
        """Nothing for a tie of an edition to itself."""
        parsed = parse(bond.name)
        key = (parsed.key, parsed.year) if parsed else None
        if key == key_of(draft):
            remarks.append(Problem(draft.row, bond.kind, _("An edition is not tied to itself.")))
            return None
        if key in self.editions:
            return bond._replace(how="edition", name=self.editions[key].slug)
        if key in self._coming:
            number = self._works.get(key[0]) or slug(self._coming[key].number)
            return bond._replace(how="edition", name=f"{number}-{key[1] or 'undated'}")
        if key and key[1] is None and key[0] in self._works:
            return bond._replace(how="work", name=self._works[key[0]])
        remarks.append(
            Problem(
                draft.row,
                bond.kind,
                _("%(number)s is not in the catalogue; the tie is kept in words.")
                % {"number": bond.name},
            )
        )
        return bond._replace(how="text", name=bond.name[:LONGEST_TIE])


def _ties_of(draft: Draft) -> list[Bond]:
    return [Bond(str(RelationKind.REPLACES), "", words) for words in draft.replaces] + draft.ties


def _is_same_in_words(kept: Bond, bond: Bond) -> bool:
    """The tie in words that is known better now."""
    if (kept.kind, kept.how) != (bond.kind, "text") or bond.how:
        return False
    parsed = parse(bond.name)
    return parsed is not None and parse(kept.name) == parsed
