"""Who may do what with applications: permissions by role. Which ones they reach: queries/reach.py."""

from kholboo.accounts.roles import Role

READ = "eservices.read_application"
WORK = "eservices.do_step"
NOTE = "eservices.note_application"
SUSPEND = "eservices.suspend_application"
READ_PROCEDURES = "eservices.read_procedure"
DRAFT_PROCEDURES = "eservices.draft_procedure"
PUBLISH_PROCEDURES = "eservices.publish_procedure"
STOP_TRANSFERS = "eservices.stop_transfer"
COUNTER = "eservices.take_paper"
ERASE = "eservices.erase_applicant"

HEADS = (Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.AGENCY_HEAD)
AT_WORK = (Role.OFFICER, Role.LABORATORY, Role.EXPERT, *HEADS)

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    READ: (*AT_WORK, Role.AUDITOR),
    WORK: AT_WORK,
    NOTE: AT_WORK,
    SUSPEND: HEADS,
    READ_PROCEDURES: (Role.ADMINISTRATOR, Role.AGENCY_HEAD, Role.AUDITOR),
    # Two roles, so that who draws a procedure is not who puts it in force.
    DRAFT_PROCEDURES: (Role.ADMINISTRATOR,),
    PUBLISH_PROCEDURES: (Role.AGENCY_HEAD,),
    # Whoever asked or approved may stop it.
    STOP_TRANSFERS: (Role.ADMINISTRATOR, Role.AGENCY_HEAD),
    COUNTER: (Role.OFFICER, Role.OFFICE_HEAD, Role.UNIT_HEAD),
    ERASE: HEADS,
}
