import hashlib
import json
from dataclasses import asdict

from kholboo.feedback.tests import factories


def test_a_stolen_table_does_not_confirm_who_wrote(settings):
    """Kind, text and place stand beside the digest: only the sender would be left to guess."""
    new = factories.new_case()
    said = [str(new.kind), new.text, new.wish, "", "", [], asdict(new.person)]
    plain = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
    before = new.digest()

    settings.SEAL_KEY = "another-key-another-key-another-key-12345"

    assert before not in (plain, new.digest())
