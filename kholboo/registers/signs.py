"""What history calls the acts and things of this house, and what it offers to the site's search."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.links import Link, add
from kholboo.audit import labels
from kholboo.core import finding
from kholboo.core.finding import Found, Hit, Question, Source
from kholboo.registers.queries import certificates as queries
from kholboo.registers.queries.search import among_all
from kholboo.registers.rights import READ

ACTIONS = {
    "registers.certificate_granted": _("granted a certificate"),
    "registers.certificate_suspended": _("suspended a certificate"),
    "registers.certificate_resumed": _("made a suspended certificate valid again"),
    "registers.certificate_withdrawn": _("withdrew a certificate"),
    "registers.certificate_expired": _("marked a certificate whose term ended"),
    "registers.certificate_renewed": _("renewed a certificate"),
    "registers.withdrawal_proposed": _("proposed to withdraw a certificate"),
    "registers.withdrawal_refused": _("did not accept that a certificate is withdrawn"),
}


def put_up() -> None:
    for action, sentence in ACTIONS.items():
        labels.register(action, sentence)
    labels.name_things("registers.Certificate", _("certificate"), queries.names_of)
    add(
        Link(
            label=_("Registers"),
            hint=_("Certificates: find, suspend, withdraw with a second person."),
            view="registers:desk",
            icon="award",
            is_for=lambda user: user.has_perm(READ),
        )
    )
    finding.offer(Source("registers", _("Certificates"), _find))


def _find(question: Question) -> Found:
    """Certificates of these words, whatever their register."""
    rows = among_all(question.words, most=question.limit + 1) if question.needs_all else []
    hits = [
        Hit(
            row.certificate.title,
            reverse("registers:certificate", args=[row.certificate.number]),
            note=f"{row.certificate.number} · {row.certificate.holder_name} · {row.state.label}",
            language=row.certificate.language,
            is_sample=row.certificate.is_sample,
        )
        for row in rows[: question.limit]
    ]
    href = f"{reverse('registers:registers')}?{urlencode({'q': question.words})}"
    is_more = len(rows) > len(hits)
    return Found(hits, len(hits), is_more=is_more, href=href if is_more else "")
