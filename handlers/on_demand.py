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
from typing import Any, cast

_WHOLE = "aiogram"
_REBUILD = "model_rebuild"


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
    rebuild = BaseModel.__dict__[_REBUILD]

    def note(model: type[BaseModel], /, *, _types_namespace: dict[str, Any]) -> None:
        names.update(_types_namespace)

    def build(model: type[BaseModel], /, **options: Any) -> bool | None:
        options.setdefault("_types_namespace", names)
        return cast(bool | None, rebuild.__func__(model, **options))

    BaseModel.model_config["defer_build"] = True
    setattr(BaseModel, _REBUILD, classmethod(note))
    try:
        yield
    finally:
        setattr(BaseModel, _REBUILD, rebuild)
        del BaseModel.model_config["defer_build"]
    for base in BaseModel.__subclasses__():
        if base.__module__.partition(".")[0] == _WHOLE:
            setattr(base, _REBUILD, classmethod(build))
