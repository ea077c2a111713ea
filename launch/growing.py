"""Django's picture of the models while an empty database gets its tables, drawn anew less often.

At each step Django draws the classes of all models anew that are related, however far. Through the
user every house is related, so that a new model, an index or a constraint drew some 250 classes:
nine tenths of a first start's time. Nothing that is there already changes by these:

- a new model: only it is drawn;
- an index or a constraint: the class that is there is told of it;
- a field that leads to no other model: the class that is there gets it.

What looks at data (`RunPython`) draws everything anew as before, because the picture says that it
is not whole (`is_delayed`). `make prove NAME=first-tables` compares both ways.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED

USUAL: dict[str, Any] = {
    name: getattr(ProjectState, name) for name in ("add_model", "add_field", "_append_option")
}
DRAWN = "apps"  # under this name a state keeps its classes, once it has any


@contextmanager
def growing() -> Iterator[None]:
    """While it lasts, migrations of this process draw only what they change."""
    ours = {"add_model": _add_model, "add_field": _add_field, "_append_option": _append_option}
    for name, method in ours.items():
        setattr(ProjectState, name, method)
    try:
        yield
    finally:
        for name, method in USUAL.items():
            setattr(ProjectState, name, method)


def _add_model(state: Any, model: Any) -> None:
    key = (model.app_label, model.name_lower)
    if DRAWN not in state.__dict__ or key in state.models:
        USUAL["add_model"](state, model)
        return
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    state.is_delayed = True
    state.apps.render_multiple([model])


def _append_option(state: Any, app: str, name: str, option: str, added: Any) -> None:
    model = state.models[app, name]
    model.options[option] = [*model.options[option], added]
    if DRAWN in state.__dict__:
        state.is_delayed = True
        setattr(state.apps.get_model(app, name)._meta, option, model.options[option])


def _add_field(  # noqa: PLR0913  # as Django calls it
    state: Any, app: str, name: str, called: str, field: Any, preserve_default: bool
) -> None:
    if DRAWN not in state.__dict__ or field.is_relation:
        USUAL["add_field"](state, app, name, called, field, preserve_default)
        return
    if not preserve_default:
        field = field.clone()
        field.default = NOT_PROVIDED
    state.models[app, name].fields[called] = field
    state.is_delayed = True
    field.clone().contribute_to_class(state.apps.get_model(app, name), called)
