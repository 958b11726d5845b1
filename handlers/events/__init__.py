"""«Мероприятия»: what is ahead, entering one, cancelling it."""
