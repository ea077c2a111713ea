"""Learning from decided texts: what is recognised, why, and that weights are only numbers."""

import io
import pickle
import random

import numpy as np
import pytest

from kholboo.feedback import learning

# One process loads the learning library for all of them: it is large.
pytestmark = pytest.mark.xdist_group("learning")
FUEL = ["шатахуун түгээх станц литр дутуу", "бензин шахуурга илүү мөнгө", "станцын шахуурга буруу"]
GOLD = ["алтан бөгж сорьц худал", "мөнгөн аяганы сорьцын тэмдэг", "алтны сорьц шалгуулах"]


def texts(count=120, seed=1):
    luck = random.Random(seed)  # noqa: S311
    rows = []
    for number in range(count):
        label, forms = luck.choice([("fuel", FUEL), ("gold", GOLD)])
        rows.append((f"Сайн байна уу. {luck.choice(forms)} {number} өдөр", label))
    return [row[0] for row in rows], [row[1] for row in rows]


@pytest.fixture(scope="module")
def learnt():
    return learning.learn("service", *texts())


def test_held_out_cases_are_recognised(learnt):
    _model, figures = learnt

    assert figures.precision > 0.95
    assert (figures.learnt, figures.held_out) == (120, 24)
    assert {row.value for row in figures.classes} == {"fuel", "gold"}
    assert sum(row.cases for row in figures.classes) == 24


def test_labels_by_chance_are_not_recognised():
    """The figures tell a useless model apart: nothing to learn gives no precision."""
    said, labels = texts(200)
    random.Random(3).shuffle(labels)  # noqa: S311

    _model, figures = learning.learn("service", said, labels)

    assert figures.precision < 0.75


def test_bent_and_mistyped_words_are_recognised_with_their_reason(learnt):
    model, _figures = learnt

    found = learning.guess(model, "Манай станцаас shatahuunii шахуургаар авсан юм")

    assert found.value == "fuel"
    assert found.confidence > 0.5
    assert "шахуургаар" in found.words
    assert "юм" not in found.words[:2]


def test_rare_values_and_single_values_are_not_learnt():
    said, labels = texts(60)

    model, _figures = learning.learn("s", [*said, "ганц"], [*labels, "rare"])
    assert "rare" not in model.values
    assert learning.learn("s", said, ["fuel"] * 60) is None
    assert learning.learn("s", [], []) is None


def test_weights_come_back_as_they_were_and_hold_no_words(learnt):
    model, _figures = learnt
    data = learning.packed({"service": model})

    again = learning.unpacked(data)["service"]

    assert again.values == model.values
    assert np.array_equal(again.weights, model.weights)
    assert learning.guess(again, "алтан бөгж").value == "gold"
    assert "бөгж".encode() not in data
    assert len(data) < 2_000_000


def test_what_one_person_alone_wrote_leaves_no_trace():
    said, labels = texts()
    plain, _figures = learning.learn("service", said, labels)

    said[:4] = [f"{text} Ганзоригбаатар" for text in said[:4]]
    named, _figures = learning.learn("service", said, labels)
    said[4] += " Ганзоригбаатар"
    shared, _figures = learning.learn("service", said, labels)

    only_theirs = learning._counts(["зоригбаа"]).indices
    reached = [place for place in only_theirs if not plain.weights[:, place].any()]
    assert reached
    assert not named.weights[:, reached].any()
    assert shared.weights[:, reached].any()


def test_a_pickle_is_never_opened():
    file = io.BytesIO()
    np.savez(file, values=np.array([{"a": 1}], dtype=object))

    with pytest.raises(ValueError, match="pickle"):
        learning.unpacked(file.getvalue())
    with pytest.raises((ValueError, pickle.UnpicklingError)):
        learning.unpacked(pickle.dumps({"x": 1}))


def test_empty_and_endless_texts_are_weighed(learnt):
    model, _figures = learnt

    for text in ("", "!!!", "0" * 100_000, "өө" * 100_000):
        assert 0 <= learning.guess(model, text).confidence <= 1
