"""Who may do what with money. Whoever asks for a refund never approves it, and nobody
confirms the account for transfers that they wrote down themselves (four eyes).
"""

from kholboo.accounts.roles import Role

READ = "payments.read_desk"
TAKE = "payments.take_money"
IMPORT = "payments.import_statement"
APPROVE = "payments.approve_refund"
KEEP_ACCOUNTS = "payments.keep_accounts"
CONFIRM_ACCOUNTS = "payments.confirm_accounts"

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    READ: (Role.CASHIER, Role.OFFICE_HEAD, Role.AGENCY_HEAD, Role.AUDITOR),
    TAKE: (Role.CASHIER,),
    IMPORT: (Role.CASHIER,),
    APPROVE: (Role.OFFICE_HEAD, Role.AGENCY_HEAD),
    KEEP_ACCOUNTS: (Role.ADMINISTRATOR,),
    CONFIRM_ACCOUNTS: (Role.ADMINISTRATOR, Role.AGENCY_HEAD),
}
# They see the money of all offices; the others that of the offices of their posts.
SEE_ALL = frozenset({Role.AGENCY_HEAD, Role.AUDITOR})
