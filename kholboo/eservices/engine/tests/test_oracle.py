"""Whatever is drawn inside the subset, our walker and an engine of other hands walk it alike."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kholboo.eservices.engine.tests.drawn import OUTCOMES, SHAPES, Drawing
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


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=SHAPES, form=FORMS, choose=st.data())
def test_both_walkers_wait_at_the_same_places_and_end_together(shape, form, choose):
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
