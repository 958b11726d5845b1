"""The evening card «Завтра»: what a family is to know of the next school day."""
