"""First names of pupils, each another's in nothing."""


def name_of(number: int) -> str:
    """Pronounceable, and never a part of another one or of a word of the diary."""
    first, vowels, last = "ЗБВГДКЛМНПРСТФХ", "аоуие", "рлнмвз"
    number, a = divmod(number, len(first))
    number, b = divmod(number, len(vowels))
    number, c = divmod(number, len(last))
    return f"{first[a]}{vowels[b]}{last[c]}{vowels[number % 5] * (number // 5 + 1)}ша"
