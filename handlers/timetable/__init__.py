"""«Расписание» of the school: a day of a class, one lesson, and what it is changed to."""
