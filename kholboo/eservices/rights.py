"""Who may do what with applications: permissions by role. Which ones they reach: queries/reach.py."""

from kholboo.accounts.roles import Role

READ = "eservices.read_application"
WORK = "eservices.do_step"
NOTE = "eservices.note_application"
SUSPEND = "eservices.suspend_application"

HEADS = (Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.AGENCY_HEAD)
AT_WORK = (Role.OFFICER, Role.LABORATORY, Role.EXPERT, *HEADS)

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    READ: (*AT_WORK, Role.AUDITOR),
    WORK: AT_WORK,
    NOTE: AT_WORK,
    SUSPEND: HEADS,
}
