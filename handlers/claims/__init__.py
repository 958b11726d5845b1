"""«Урок не состоялся»: said by the teacher, confirmed by who keeps the timetable."""
