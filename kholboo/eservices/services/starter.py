"""The procedures an installation begins with. Loading them again adds what is missing only."""


def load() -> None:
    return None
