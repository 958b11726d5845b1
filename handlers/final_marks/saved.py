"""What is said when final marks were saved."""

from handlers.words import _, n_


def saved_words(count: int) -> str:
    """What the table does not show: whether anybody hears of it."""
    if not count:
        return _("There is nothing new to save.")
    return n_(
        "Saved {count} mark. The family is told.",
        "Saved {count} marks. The families are told.",
        count,
    )
