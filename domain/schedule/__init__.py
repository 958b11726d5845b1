"""Which lessons there are on a day: for a pupil's diary and for a teacher."""
