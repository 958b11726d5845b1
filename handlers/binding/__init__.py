"""Connecting a chat by a code (/start), leaving (/leave), and «Это не я»."""
