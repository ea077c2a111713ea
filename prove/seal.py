"""Ten thousand flipped bits of a sealed certificate and of its code: none is taken for genuine."""

import os
import random
import warnings
from collections.abc import Callable, Iterator

from bench.figures import Figure
from prove.within import broken, run, set_up

FLIPS, CONTROLS = 10_000, 400


def figures(seed: int) -> Iterator[Figure]:
    os.environ["CERTIFICATE_SEAL"] = "test"
    set_up()
    warnings.simplefilter("ignore")  # the reader of PDF says much about broken files
    from kholboo.registers.sealing import pades
    from kholboo.registers.sealing.port import Broken
    from kholboo.registers.services.codes import certificate_in, code_of
    from kholboo.registers.services.papers import paper_of
    from kholboo.registers.tests.factories import certificate
    from kholboo.registers.wiring import sealer

    luck = random.Random(seed)
    made, agent = certificate(), sealer()  # type: ignore[no-untyped-call]
    assert agent is not None
    code = code_of(made).encode()
    pdf = agent.seal(paper_of(made), name="a", reason="b")
    chain = agent.chain

    def is_sealed(changed: bytes) -> bool:
        try:
            pades.check(changed, chain)
        except Broken:
            return False
        return True

    def is_whole(changed: bytes) -> bool:
        """As a reader judges that looks only at what the seal covers."""
        try:
            pades.check_cover(changed, chain)
        except Broken:
            return False
        return True

    def is_code(changed: bytes) -> bool:
        return certificate_in(changed.decode("latin-1")) is not None

    assert is_sealed(pdf)
    assert is_whole(pdf)
    assert is_code(code)
    yield Figure("seal/pdf-flips-accepted", taken(pdf, FLIPS, is_sealed, luck), "", "<= 0")
    in_seal = taken(pdf, FLIPS // 10, is_sealed, luck, within=seal_of(pdf))
    yield Figure("seal/pdf-flips-in-the-seal-accepted", in_seal, "", "<= 0")
    yield Figure("seal/code-flips-accepted", taken(code, FLIPS, is_code, luck), "", "<= 0")
    forgiven = taken(pdf, CONTROLS, is_whole, luck, within=seal_of(pdf))
    yield broken("seal/pdf", forgiven, "flips accepted")
    yield broken("seal/code", taken(code, CONTROLS, _is_readable, luck), "flips accepted")


def taken(
    whole: bytes,
    count: int,
    is_taken: Callable[[bytes], bool],
    luck: random.Random,
    within: tuple[int, int] | None = None,
) -> int:
    """How many of `count` files with one bit flipped somewhere are taken for genuine."""
    first, last = within or (0, len(whole))
    found = 0
    for _each in range(count):
        changed = bytearray(whole)
        changed[luck.randrange(first, last)] ^= 1 << luck.randrange(8)
        found += is_taken(bytes(changed))
    return found


def seal_of(pdf: bytes) -> tuple[int, int]:
    """Where the seal stands, with the zeros behind it: what it cannot cover itself."""
    start = pdf.index(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


def _is_readable(changed: bytes) -> bool:
    """A code as somebody reads it who verifies no signature."""
    from kholboo.registers.codes import cose

    try:
        return bool(cose.from_text(changed.decode("latin-1")))
    except cose.Forged:
        return False


if __name__ == "__main__":
    run(figures)
