"""Import of schools' own files: OneRoster bundles, a few CSV files beside them, class lists.

files → records (`source`, `reading`, `class_list`) → temporary tables (`staging`) → questions that
need more than one row (`checks`) → differences to what is stored, in one transaction (`load`).
Memory does not grow with the number of pupils: whatever does stays in the database.
"""
