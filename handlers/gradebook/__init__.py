"""«Журнал»: a class by subject, a section lesson by lesson."""
