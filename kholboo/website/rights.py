"""Which role may do what on the sites. The branch follows from the office of the post."""

from kholboo.accounts.roles import Role

ENTER = "website.enter_cms"
# These roles write on every site, not only on that of their office.
OF_ALL = frozenset({Role.ADMINISTRATOR})
# These may take down what is published; without them that waits for an administrator.
OF_HEADS = frozenset({Role.OFFICE_HEAD})

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    # The head of an office reads what its editor wrote before everybody can.
    ENTER: (Role.EDITOR, Role.OFFICE_HEAD, Role.ADMINISTRATOR),
}
