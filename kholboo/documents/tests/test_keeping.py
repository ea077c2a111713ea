"""Receiving, claiming and sweeping, with real rows and real files."""

import hashlib
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.documents import queries, rules
from kholboo.documents.models import Document
from kholboo.documents.rules import DocumentKind, DocumentState
from kholboo.documents.services.keeping import claim, discard, sweep
from kholboo.documents.services.uploads import receive_upload, receive_uploads
from kholboo.documents.tests import files
from kholboo.documents.tests.factories import DocumentFactory


@pytest.mark.django_db
def test_a_received_photo_has_a_row_three_files_and_a_line_of_history(store):
    sent = files.jpeg()

    document = receive_upload(files.upload("зураг.jpg", sent), actor=None)

    assert document.kind == DocumentKind.IMAGE
    assert document.state == DocumentState.CLEAN
    assert document.sha256 == hashlib.sha256(sent).hexdigest()
    with store.open(document.place("original")) as original:
        assert original.read() == sent
    assert store.size(document.place("view")) == document.view_size
    assert store.exists(document.place("thumb"))
    entry = Entry.objects.get(target=f"documents.Document:{document.pk}")
    assert (entry.action, entry.actor_label) == ("documents.document_received", "citizen")


@pytest.mark.django_db
def test_a_voice_note_is_kept_as_sound():
    document = receive_upload(files.upload("voice.webm", files.webm_voice_note()), actor=None)

    assert (document.kind, document.media_type) == (DocumentKind.AUDIO, "audio/webm")
    assert document.state == DocumentState.AS_SENT
    assert not document.has_thumb


@pytest.mark.django_db
def test_the_same_key_gives_the_first_document_again():
    key = uuid4()
    first = receive_upload(files.upload("a.jpg", files.jpeg()), actor=None, client_key=key)

    again = receive_upload(files.upload("b.jpg", files.jpeg()), actor=None, client_key=key)

    assert again == first
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_twice_at_the_same_moment_makes_one_document(store):
    key, received = uuid4(), []

    def send():
        received.append(
            receive_upload(files.upload("a.jpg", files.jpeg()), actor=None, client_key=key)
        )
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert received[0] == received[1]
    assert Document.objects.count() == 1
    stored = [
        name for shelf in store.listdir("view")[0] for name in store.listdir(f"view/{shelf}")[1]
    ]
    assert stored == [received[0].pk.hex]


@pytest.mark.django_db
def test_too_many_files_in_an_hour_from_one_asker_must_wait(monkeypatch):
    monkeypatch.setattr(rules, "UPLOADS_IN_AN_HOUR", 1)
    receive_upload(files.upload("a.jpg", files.jpeg()), actor=None, asker="192.0.2.7")

    with pytest.raises(TooMany):
        receive_upload(files.upload("a.jpg", files.jpeg()), actor=None, asker="192.0.2.7")


@pytest.mark.django_db
def test_a_full_store_is_said_in_words(monkeypatch):
    monkeypatch.setattr(rules, "UNCLAIMED_BYTES", 10)

    with pytest.raises(RuleBroken) as refused:
        receive_uploads([files.upload("a.jpg", files.jpeg())], actor=None)

    assert refused.value.field == "files"


@pytest.mark.django_db
def test_a_claimed_file_cannot_be_claimed_again():
    document = DocumentFactory.create()
    assert list(queries.waiting([document.pk])) == [document]

    claim([document])

    assert not queries.waiting([document.pk])
    with pytest.raises(RuleBroken):
        claim([document])


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_claim_at_once_get_one_winner():
    document, outcomes = DocumentFactory.create(), []
    together = threading.Barrier(2)

    def take():
        together.wait()
        try:
            with transaction.atomic():
                claim([document])
            outcomes.append("won")
        except RuleBroken:
            outcomes.append("lost")
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["lost", "won"]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_takes_old_unclaimed_files_and_strays_and_leaves_the_rest(store):
    now = clock.now()
    old, claimed, young = (
        receive_upload(files.upload("a.jpg", files.jpeg()), actor=None) for _ in range(3)
    )
    Document.objects.exclude(pk=young.pk).update(created_at=now - timedelta(days=8))
    claim([claimed])
    stray = f"view/ab/{uuid4().hex}"
    store.save(stray, ContentFile(b"half a file"))

    assert sweep(now) == 1
    assert store.exists(stray)  # perhaps somebody is writing it
    assert sweep(now + timedelta(days=2)) == 1

    assert set(Document.objects.all()) == {claimed, young}
    assert not store.exists(stray)
    assert not store.exists(old.place("original"))
    assert store.exists(claimed.place("original"))
    assert store.exists(young.place("thumb"))


@pytest.mark.django_db(transaction=True)
def test_a_claimed_file_cannot_be_discarded(store):
    document = receive_upload(files.upload("a.jpg", files.jpeg()), actor=None)
    claim([document])

    discard(document)

    assert Document.objects.filter(pk=document.pk).exists()
    assert store.exists(document.place("view"))
