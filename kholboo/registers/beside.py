"""What houses above put beside the certificates at their desk; the registers know none of them."""

from kholboo.accounts.links import Link
from kholboo.accounts.models import User

_links: list[Link] = []


def offer(link: Link) -> None:
    """Once, when a house starts. Its page understands `?certificate=` with a number."""
    if link not in _links:
        _links.append(link)


def links_for(user: User) -> list[Link]:
    return [link for link in _links if link.is_for(user)]
