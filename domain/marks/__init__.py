"""Current marks: each with its work, weight, topic and teacher."""
