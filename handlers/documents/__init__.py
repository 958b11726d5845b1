"""Papers and files to hand out. Nothing here knows Telegram: the command line makes them too."""
