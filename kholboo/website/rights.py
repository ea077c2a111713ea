"""Which role may do what on the sites. The branch follows from the office of the post."""

from kholboo.accounts.roles import Role

ENTER = "website.enter_cms"
# These roles write on every site, not only on that of their office.
OF_ALL = frozenset({Role.ADMINISTRATOR})

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    ENTER: (Role.EDITOR, Role.ADMINISTRATOR),
}
