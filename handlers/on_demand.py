"""aiogram's types are built when they are first used (docs/decisions/0034).

A bot uses some thirty of its five hundred models. As they come, all of them are made ready at the
import, each with a copy of every other one that it leads to: three seconds and a hundred megabytes.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_WHOLE = "aiogram"


def build_when_used() -> None:
    """To be called before aiogram is imported; it need not be imported at all."""
    if _WHOLE not in sys.modules and not any(isinstance(each, _Finder) for each in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds aiogram where it is, once."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _WHOLE:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    """Loads it as its own loader does, its models unbuilt."""

    def __init__(self, own: Loader) -> None:
        self._own = own

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        with _unbuilt():
            self._own.exec_module(module)


@contextmanager
def _unbuilt() -> Iterator[None]:
    """Models made inside are built by their first use, with the names that aiogram gives them."""
    from pydantic import BaseModel  # not every command needs it

    names: dict[str, Any] = {}
    rebuild = BaseModel.__dict__["model_rebuild"]

    def note(model: type[BaseModel], /, *, _types_namespace: dict[str, Any]) -> None:
        names.update(_types_namespace)

    def build(model: type[BaseModel], /, **options: Any) -> bool | None:
        options.setdefault("_types_namespace", names)
        return rebuild.__func__(model, **options)  # type: ignore[no-any-return]

    BaseModel.model_config["defer_build"] = True
    BaseModel.model_rebuild = classmethod(note)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]
        del BaseModel.model_config["defer_build"]
    for base in BaseModel.__subclasses__():
        if base.__module__.partition(".")[0] == _WHOLE:
            base.model_rebuild = classmethod(build)  # type: ignore[assignment, method-assign]
