"""The school's rules: pure Python, no messenger, no database, no clock, no words for people."""
