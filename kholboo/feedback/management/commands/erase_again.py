from kholboo.core.erasing_again import EraseAgain
from kholboo.feedback.services.ledger import LEDGER


class Command(EraseAgain):
    help = "After a restore: erases again whom the ledger's file names. Safe to repeat."
    ledger = LEDGER
