"""Prints what nbgrader's gradebook, in this folder, says of the submissions of one assignment, as JSON."""

import json
import sys

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    marks = {
        submission.student.id: {
            grade.cell.name: None if grade.needs_manual_grade else grade.score
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
        for submission in gradebook.assignment_submissions(sys.argv[1])
    }
print(json.dumps(marks))
