"""«Правила школы»: what a school decided for itself, and how it is changed."""
