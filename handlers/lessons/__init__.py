"""«Мои уроки»: the teacher's day, roll call, marks, topic and homework of a lesson."""
