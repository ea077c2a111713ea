"""Learning what a text is about from texts already decided: no database.

scikit-learn is an extra (`triage` in pyproject.toml). It is imported only where something is
learnt or weighed, in a worker: web processes stay small, and without it everything else works.

A text becomes counts of its character n-grams within words, hashed into a fixed number of
places: Mongolian endings and misspelt words share most n-grams with the word itself, memory
does not grow with the texts. A place that fewer than FEWEST_TEXTS texts reach weighs nothing:
what one person alone wrote (a name, a phone number) leaves no trace in the weights.
"""

import io
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from kholboo.core.language import search_key

PLACES = 2**15
NGRAMS = (3, 5)
# Longer stories say no more about their kind; this bounds time and memory.
MOST_LETTERS = 4_000
# The newest part is kept apart: a model must know the cases that come, not those it has seen.
HELD_OUT = 0.2
FEWEST_OF_A_CLASS = 10
FEWEST_TEXTS = 5
REASONS = 4


def is_installed() -> bool:
    """Whether scikit-learn can be imported here; asked without importing it."""
    return find_spec("sklearn") is not None


@dataclass(frozen=True)
class ClassFigures:
    """How well one value was recognised among the held-out cases."""

    value: str
    precision: float | None  # None: it was never suggested
    recall: float | None  # None: no held-out case had it
    cases: int


@dataclass(frozen=True)
class FieldFigures:
    """How well one field was recognised; `precision` is the share of right suggestions."""

    field: str
    learnt: int
    held_out: int
    precision: float
    classes: list[ClassFigures]


@dataclass(frozen=True)
class FieldWeights:
    """A linear model of one field: a row of weights for each value."""

    values: list[str]
    weights: Any  # numpy array, values × PLACES
    bias: Any  # numpy array, values


@dataclass(frozen=True)
class Guess:
    """What a model says of one text. `words` weighed most for it, as they stand in the text."""

    value: str
    confidence: float
    words: list[str]


def learn(
    field: str, texts: Sequence[str], labels: Sequence[str]
) -> tuple[FieldWeights, FieldFigures] | None:
    """Weights and held-out figures from texts, oldest first; None where there is no choice.

    Values with fewer than FEWEST_OF_A_CLASS cases are not learnt: they would be guesswork.
    """
    known = {one for one in set(labels) if one and labels.count(one) >= FEWEST_OF_A_CLASS}
    rows = [(t, one) for t, one in zip(texts, labels, strict=True) if one in known]
    cut = math.ceil(len(rows) * (1 - HELD_OUT))
    if len({one for _text, one in rows[:cut]}) < 2 or cut == len(rows):
        return None
    trial = _fitted([t for t, _one in rows[:cut]], [one for _text, one in rows[:cut]])
    said = [value for value, _confidence in _best(trial, [t for t, _one in rows[cut:]])]
    figures = _figures(field, said, [one for _text, one in rows[cut:]], learnt=len(rows))
    # What is used has seen every case; what was measured is the same without the newest.
    return _fitted([t for t, _one in rows], [one for _text, one in rows]), figures


def guess(model: FieldWeights, text: str) -> Guess:
    """The likeliest value with its confidence (0–1) and the words that weighed for it."""
    value, confidence = _best(model, [text])[0]
    return Guess(value, confidence, _words_for(model, value, text))


def packed(models: Mapping[str, FieldWeights]) -> bytes:
    """Plain arrays and names (npz without pickle): reading them can run no code."""
    import numpy as np

    arrays: dict[str, Any] = {"values": np.array(json.dumps(_values_of(models)))}
    for field, model in models.items():
        arrays |= {f"{field}.weights": model.weights, f"{field}.bias": model.bias}
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def unpacked(data: bytes) -> dict[str, FieldWeights]:
    """What `packed` put away. Raises ValueError for anything but plain arrays."""
    import numpy as np

    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        values: dict[str, list[str]] = json.loads(str(file["values"]))
        return {
            field: FieldWeights(names, file[f"{field}.weights"], file[f"{field}.bias"])
            for field, names in values.items()
        }


def _values_of(models: Mapping[str, FieldWeights]) -> dict[str, list[str]]:
    return {field: model.values for field, model in models.items()}


def _fitted(texts: Sequence[str], labels: Sequence[str]) -> FieldWeights:
    import numpy as np
    from sklearn.linear_model import SGDClassifier

    model = SGDClassifier(
        loss="log_loss", alpha=1e-6, max_iter=10, tol=None, class_weight="balanced", random_state=0
    )
    model.fit(_shared(_counts(texts)), labels)
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return FieldWeights(
        [str(value) for value in model.classes_],
        weights.astype(np.float32),
        bias.astype(np.float32),
    )


def _counts(texts: Sequence[str], *, is_normed: bool = True) -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer

    maker = HashingVectorizer(
        analyzer="char_wb",
        ngram_range=NGRAMS,
        n_features=PLACES,
        alternate_sign=False,
        norm="l2" if is_normed else None,
    )
    return maker.transform([_plain(text) for text in texts])


def _shared(counts: Any) -> Any:
    """The counts without the places that only a few texts reach; their weights stay zero."""
    import numpy as np
    from scipy.sparse import diags

    return counts @ diags((np.diff(counts.tocsc().indptr) >= FEWEST_TEXTS).astype(float))


def _plain(text: str) -> str:
    """Loose spelling, and every figure alike: numbers tell cases apart, not kinds."""
    return re.sub(r"\d+", "0", search_key(text[:MOST_LETTERS]))


def _best(model: FieldWeights, texts: Sequence[str]) -> list[tuple[str, float]]:
    import numpy as np

    scores = _counts(texts) @ model.weights.T + model.bias
    odds = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    shares = odds / odds.sum(axis=1, keepdims=True)
    return [(model.values[row.argmax()], float(row.max())) for row in shares]


def _words_for(model: FieldWeights, value: str, text: str) -> list[str]:
    """The words that speak for `value` more than for the other values, strongest first.

    N-grams do not cross words, so a word's part in the sum is exact.
    """
    words = {_plain(word): word for word in re.findall(r"[^\W\d_]+", text[:MOST_LETTERS])}
    keys = [key for key in words if key]
    if not keys:
        return []
    speaks = model.weights[model.values.index(value)] - model.weights.mean(axis=0)
    parts = _counts(keys, is_normed=False) @ speaks
    strongest = sorted(zip(parts, keys, strict=True), reverse=True)
    return [words[key] for part, key in strongest[:REASONS] if part > 0]


def _figures(field: str, said: list[str], true: list[str], *, learnt: int) -> FieldFigures:
    right = [one for one, other in zip(said, true, strict=True) if one == other]
    return FieldFigures(
        field=field,
        learnt=learnt,
        held_out=len(true),
        precision=len(right) / len(true),
        classes=[
            ClassFigures(
                value=value,
                precision=right.count(value) / said.count(value) if value in said else None,
                recall=right.count(value) / true.count(value) if value in true else None,
                cases=true.count(value),
            )
            for value in sorted({*said, *true})
        ],
    )
