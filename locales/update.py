"""Brings the catalogues up to date with the sources: `python -m locales.update`.

New msgids arrive empty in Russian, for a person to translate; in English the msgid is the text.
What the sources no longer say is dropped. `--check` changes nothing and fails when something is
out of date or untranslated.
"""

import sys
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

LOCALES = ("ru", "en")
_ROOT = Path(__file__).parent.parent
_ROOMS = ("bot", "handlers")
_KEYWORDS = {"_": None, "n_": (1, 2), "c_": ((1, "c"), 2)}


def sources() -> Catalog:
    """Every text the sources say, with the files that say it."""
    template = Catalog(charset="utf-8")
    for room in _ROOMS:
        found = extract_from_dir(_ROOT / room, keywords=_KEYWORDS)
        for _file, _line, text, _comments, context in found:
            template.add(text, context=context)
    return template


def path_of(locale: str) -> Path:
    return Path(__file__).parent / locale / "LC_MESSAGES" / "diary.po"


def updated(locale: str, template: Catalog) -> Catalog:
    """The catalogue with exactly the texts of `template`, keeping their translations."""
    known = Catalog(locale)
    if path_of(locale).exists():
        with path_of(locale).open("rb") as file:
            known = read_po(file, locale)
    fresh = Catalog(locale, fuzzy=False)
    for message in sorted(template, key=lambda each: (str(each.id), each.context or "")):
        if message.id:
            old = known.get(_key(message), message.context)
            fresh.add(message.id, _text(locale, message, old), context=message.context)
    return fresh


def as_text(catalogue: Catalog) -> bytes:
    """The .po without dates and names, so that it changes only when a text does."""
    body = BytesIO()
    write_po(body, catalogue, omit_header=True, no_location=True, width=100)
    plural = catalogue.plural_forms
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {plural}\\n"\n\n'
    ).encode() + body.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Msgids without a text, or without one of its plural forms."""
    return [str(message.id) for message in catalogue if message.id and not _is_complete(message)]


def _is_complete(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _text(locale: str, message: Message, old: Message | None) -> str | tuple[str, ...]:
    if locale == "en":
        return message.id if isinstance(message.id, str) else tuple(message.id)
    if (
        old is not None
        and old.string
        and isinstance(old.string, str) == isinstance(message.id, str)
    ):
        return cast(str | tuple[str, ...], old.string)
    return "" if isinstance(message.id, str) else ("", "", "")


def main(arguments: list[str]) -> int:
    """Writes the catalogues, or with `--check` says what is wrong with them."""
    template = sources()
    faults = []
    for locale in LOCALES:
        catalogue = updated(locale, template)
        text, path = as_text(catalogue), path_of(locale)
        faults += [f"{locale}: no translation: {text}" for text in untranslated(catalogue)]
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        elif not path.exists() or path.read_bytes() != text:
            faults.append(f"{locale}: out of date, run: make words")
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
