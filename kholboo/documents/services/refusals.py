"""The sentence for each way a file is refused; it names the file and says what to do."""

from django.utils.translation import gettext as _

from kholboo.core.errors import RuleBroken


def sentence(code: str, name: str) -> str:
    """`code` is one of the cleaner's REFUSALS; the answer is in the language active now."""
    sentences = {
        "empty": _("“%(name)s” is empty. Please choose the file again."),
        "size": _(
            "“%(name)s” is larger than 20 MB. Please send a smaller one: "
            "a shorter recording, or a photo of lower quality."
        ),
        "type": _(
            "We cannot take “%(name)s”. Please send a photo (JPEG, PNG, WebP, GIF, HEIC), "
            "a PDF, a Word (docx) or Excel (xlsx) file, a sound or a video recording."
        ),
        "broken": _(
            "“%(name)s” is damaged or did not arrive whole. Please choose it again, "
            "or send a photo of it."
        ),
        "pixels": _(
            "The picture “%(name)s” is too big in width and height. "
            "Please take the photo at a lower resolution."
        ),
        "password": _(
            "“%(name)s” is locked with a password. Please save it without the password "
            "and send it again."
        ),
        "macros": _(
            "“%(name)s” contains a program (macro), so we cannot take it. "
            "Please save it as PDF and send that."
        ),
        "archive": _("“%(name)s” is packed in an unsafe way. Please save it as PDF and send that."),
        "resources": _(
            "“%(name)s” could not be checked: it is too complex. "
            "Please send it as PDF or as a photo."
        ),
    }
    return sentences[code] % {"name": name}


def refusal(sentences: list[str]) -> RuleBroken:
    """One refusal for a whole set of files; `facts["sentences"]` has them one by one."""
    return RuleBroken("\n".join(sentences), field="files", sentences=sentences)
