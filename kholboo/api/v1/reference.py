"""The contract in words for people: what each operation takes, made from what the code takes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kholboo.api.v1 import limits
from kholboo.feedback import people
from kholboo.feedback.rules import MAX_TEXT, CaseKind, ReplyBy
from kholboo.feedback.services.tries import TRIES


@dataclass(frozen=True)
class Row:
    name: str
    value: str
    is_required: bool = True


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    words: str
    groups: list[Group]


def operations() -> list[Operation]:
    return [
        Operation(
            "create_case",
            "POST",
            "/api/v1/cases",
            _(
                "Sends a case. 201: it is new. 200 with Idempotent-Replayed: true: this key was "
                "used before, here is the same case. 422: the key was used for other words."
            ),
            [_headers(), _body(), _person(), _organisation(), _unnamed()],
        ),
        Operation(
            "read_case",
            "GET",
            "/api/v1/cases/{number}",
            _(
                "Where the case stands: status, outcome, due_on, waits_for (us, you, nobody), "
                "events and the answer. A wrong number and a wrong secret get the same 404."
            ),
            [Group(_("Headers"), [Row("X-Case-Secret", _("the 12 digits of the secret code"))])],
        ),
        Operation(
            "list_services", "GET", "/api/v1/services", _("The services with their codes."), []
        ),
        Operation(
            "list_offices",
            "GET",
            "/api/v1/offices",
            _("The offices, and under each the aimags it serves with their codes."),
            [],
        ),
        Operation(
            "find_standards",
            "GET",
            "/api/v1/standards?q=…&ics=…&status=…&kind=…&year=…&committee=…&page=…",
            _("Standards by number in any form or by words, twenty at a time, narrowed or not."),
            [],
        ),
        Operation(
            "read_standard",
            "GET",
            "/api/v1/standards/{standard}",
            _("One edition with what it replaces and what replaces it, counted for today."),
            [],
        ),
        Operation(
            "read_relations",
            "GET",
            "/api/v1/standards/{standard}/relations",
            _("What a standard replaces, adopts and refers to, and what does so with it."),
            [],
        ),
        Operation(
            "find_certificates",
            "GET",
            "/api/v1/certificates?q=…&kind=…&state=…&aimag=…&standard=…&holder=…&after=…",
            _("Certificates by words, holder, number or barcode, the newest first."),
            [],
        ),
        Operation(
            "read_certificate",
            "GET",
            "/api/v1/certificates/{certificate}",
            _("One certificate as the register shows it, counted for today."),
            [],
        ),
        Operation(
            "list_enquiries",
            "GET",
            "/api/v1/enquiries",
            _("Drafts that are open for comments, with their days."),
            [],
        ),
        Operation(
            "read_enquiry",
            "GET",
            "/api/v1/enquiries/{enquiry}?page=…",
            _("One enquiry with the comments everybody may read, and what we answered."),
            [],
        ),
    ]


def refusals() -> list[tuple[str, str]]:
    return [
        ("400", _("The body is not one JSON object in UTF-8.")),
        ("404", _("No such case, or the secret is not its own.")),
        ("413 · 415", _("The body is too big, or is not JSON.")),
        ("422", _("Fields are wrong: each is listed in errors.")),
        ("429", _("Too often. Wait Retry-After seconds.")),
        ("503", _("We cannot answer now. Send it again with the same key.")),
    ]


def how_often() -> list[tuple[str, str]]:
    hour, quarter = _("%(count)s an hour"), _("%(count)s in 15 minutes")
    return [
        (_("Sending, from one address"), hour % {"count": limits.CREATED_PER_HOUR}),
        (_("Reading, from one address"), quarter % {"count": limits.READ_PER_QUARTER}),
        (
            _("Wrong secrets for one number, from everywhere"),
            quarter % {"count": TRIES["secret"][1]},
        ),
    ]


def _headers() -> Group:
    return Group(
        _("Headers"),
        [
            Row("Content-Type", "application/json"),
            Row("Idempotency-Key", _("a UUID of yours, new for each new case")),
            Row("Accept-Language", _("mn or en: the language of refusals"), is_required=False),
        ],
    )


def _body() -> Group:
    return Group(
        _("Body"),
        [
            Row("kind", ", ".join(CaseKind.values)),
            Row("text", _letters(MAX_TEXT)),
            Row("wish", _letters(MAX_TEXT), is_required=False),
            Row("service", _("a code from /api/v1/services"), is_required=False),
            Row("aimag", _("a code from /api/v1/offices"), is_required=False),
            Row("certificate", _("a number from /api/v1/certificates"), is_required=False),
            Row("person", _("who writes: one of the three below")),
            Row("reply_by", ", ".join(ReplyBy.values), is_required=False),
            Row("language", _("mn or en: the language of our messages"), is_required=False),
        ],
    )


def _person() -> Group:
    return Group(_("person, in their own name"), [Row("kind", "person"), *_reachable()])


def _organisation() -> Group:
    own = [
        Row("kind", "organisation"),
        Row("organisation", _letters(people.LONGEST_ORGANISATION)),
        Row("register_number", _("7 digits")),
        Row("position", _letters(people.LONGEST_POSITION)),
    ]
    return Group(
        _("person, for an organisation (the names are the representative's)"), own + _reachable()
    )


def _unnamed() -> Group:
    return Group(
        _("person, without a name (no legal term, no message from us)"), [Row("kind", "unnamed")]
    )


def _reachable() -> list[Row]:
    return [
        Row("family_name", _letters(people.LONGEST_NAME)),
        Row("given_name", _letters(people.LONGEST_NAME)),
        Row("address", _letters(people.LONGEST_ADDRESS)),
        Row(
            "phone",
            _(
                "8 digits; a phone or an e-mail must be there, and either may be required by a "
                "rule of the law in force (code needed_by_law)"
            ),
            is_required=False,
        ),
        Row("email", _letters(people.LONGEST_EMAIL), is_required=False),
    ]


def _letters(count: int) -> str:
    return _("text, at most %(count)s letters") % {"count": count}
