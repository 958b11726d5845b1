"""«Расписание»: today, tomorrow, a day, the week."""
