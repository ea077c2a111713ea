"""Who may do what to certificates. Whoever proposed a withdrawal never confirms it (four eyes).

Each acts for certificates of the office of their post; the agency head for all of them.
"""

from kholboo.accounts.roles import Role

READ = "registers.read_desk"
SUSPEND = "registers.suspend_certificate"
PROPOSE = "registers.propose_withdrawal"
CONFIRM = "registers.confirm_withdrawal"

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    READ: (
        *(Role.OFFICER, Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.AGENCY_HEAD),
        Role.AUDITOR,
    ),
    SUSPEND: (Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.AGENCY_HEAD),
    PROPOSE: (Role.OFFICER, Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.AGENCY_HEAD),
    CONFIRM: (Role.OFFICE_HEAD, Role.AGENCY_HEAD),
}
