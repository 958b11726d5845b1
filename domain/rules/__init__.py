"""The rules that a school sets for itself from the bot, over the defaults of `SchoolPolicy`."""
