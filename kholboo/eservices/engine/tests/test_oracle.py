"""Whatever is drawn inside the subset, our walker and an engine of other hands walk it alike."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kholboo.eservices.engine.tests.counting_walk import Counted
from kholboo.eservices.engine.tests.drawn import OUTCOMES, SHAPES, Drawing, splits_again
from kholboo.eservices.engine.tests.walkers import Oracle, Ours

FORMS = st.fixed_dictionaries(
    {
        "flag": st.booleans(),
        "count": st.integers(0, 5),
        "tags": st.lists(st.sampled_from(["x", "y"]), max_size=2),
        "items": st.lists(st.just({}), max_size=3),
    }
)
MOST_STEPS = 14


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=SHAPES, form=FORMS, choose=st.data())
def test_both_walkers_wait_at_the_same_places_and_end_together(shape, form, choose):
    assume(not splits_again(shape))
    drawing = Drawing(shape)
    ours, oracle = Ours(drawing, form), Oracle(drawing, form)
    rung = set()

    for _step in range(MOST_STEPS):
        assert ours.waiting == oracle.waiting
        assert ours.is_over == oracle.is_over
        if not ours.waiting:
            break
        bells = [bell for bell in ours.bells() if bell not in rung]
        if bells and choose.draw(st.booleans()):
            name, bell, interrupting = choose.draw(st.sampled_from(bells))
            rung.add((name, bell, interrupting))
            ours.ring(name, bell, interrupting=interrupting)
            oracle.ring(bell)
            continue
        name = choose.draw(st.sampled_from(sorted(ours.waiting)))
        outcome, message = choose.draw(st.sampled_from(OUTCOMES)), ours.is_message(name)
        ours.complete(name, outcome)
        oracle.complete(name, outcome, message)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=SHAPES, form=FORMS, choose=st.data())
def test_counting_tokens_on_arrows_comes_to_the_same(shape, form, choose):
    """Also where one splits again and again, which the other oracle does not get right."""
    drawing = Drawing(shape)
    ours, counted = Ours(drawing, form), Counted(drawing, form)

    for _step in range(2 * MOST_STEPS):
        assert ours.waiting == counted.waiting
        assert ours.is_over == counted.is_over
        if not ours.waiting:
            break
        name = choose.draw(st.sampled_from(sorted(ours.waiting)))
        outcome = choose.draw(st.sampled_from(OUTCOMES))
        ours.complete(name, outcome)
        counted.complete(name, outcome)
