"""nbgrader (0.9) for these exercises: `npm run exercises -- course DIR` makes a course folder with this file in it.

The notebooks go through generate_assignment, autograde and generate_feedback as they are, and get the marks that
`npm run exercises -- grade` gives. nbgrader runs submissions without a sandbox: grade what you trust, or in a container.
"""

import os
import re
from pathlib import Path

import nbformat
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat.v4 import new_output
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    GetGrades,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
)
from nbgrader.utils import has_failed, is_grade, is_locked
from traitlets import List


def grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


class RestoreCells(NbGraderPreprocessor):
    """Puts the cells of the assignment in their order, locked ones that are missing among them, with their own metadata.

    Of several cells with the same grade_id the last one counts; the others, and what a student has added, stay behind
    the cells that they stood behind. nbgrader can add missing tests by itself, but no locked set-up, and begins them
    with a comment of Python.
    """

    def preprocess(self, nb, resources):
        of = resources["nbgrader"]
        source = nbformat.read(Path("source", of["assignment"], f"{of['notebook']}.ipynb"), as_version=4)
        known = {grade_id(cell) for cell in source.cells}
        last = {grade_id(cell): index for index, cell in enumerate(nb.cells)}
        submitted, added, before = {}, {None: []}, None
        for index, cell in enumerate(nb.cells):
            if grade_id(cell) in known and last[grade_id(cell)] == index:
                before = grade_id(cell)
                submitted[before], added[before] = cell, []
            else:
                cell.metadata.pop("nbgrader", None)
                added[before].append(cell)
        nb.cells = added[None]
        for cell in source.cells:
            own = submitted.get(grade_id(cell), cell if is_locked(cell) else None)
            if own is not None:
                own.metadata["nbgrader"] = cell.metadata["nbgrader"]
                nb.cells.append(own)
            nb.cells.extend(added.get(grade_id(cell), []))
        return nb, resources


class HideHiddenTests(ClearHiddenTests):
    """Takes hidden tests out of feedback, with what they showed.

    A submission that is out for them can carry them into the output of other cells; `npm run exercises -- grade` makes
    its feedback from a run without them.
    """

    display_data_priority = List(config=True)  # nbconvert sets it for whatever makes a page

    def preprocess_cell(self, cell, resources, index):
        lines = cell.source.split("\n")
        hidden = [number for number, line in enumerate(lines, 1) if self.begin_test_delimeter in line]
        if cell.cell_type != "code" or not is_grade(cell) or not hidden:
            return cell, resources
        cell.outputs = self.outputs_without(cell, hidden[0])
        return super().preprocess_cell(cell, resources, index)

    def outputs_without(self, cell, hidden):
        """The error when a visible line of the cell failed; else no more than whether the cell failed."""
        if not has_failed(cell):
            return []
        for error in (output for output in cell.outputs if output.output_type == "error"):
            places = re.findall(r"cell \[(\d+)\], (\d+):\d+", "\n".join([error.evalue, *error.traceback]))
            own = [int(line) for number, line in places if int(number) == cell.execution_count]
            compiling = error.ename == "TypeScriptError"  # lists every place, the first first
            if own and max(own[:1] if compiling else own) < hidden:
                return [new_output("error", ename=error.ename, evalue=error.evalue, traceback=error.traceback[:1])]
        message = "A test that is not shown here failed."
        return [new_output("error", ename="HiddenTest", evalue=message, traceback=[message])]


c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "model-collapse"

# The marks in the notebooks are nbgrader's own: BEGIN SOLUTION, END SOLUTION, BEGIN HIDDEN TESTS, END HIDDEN TESTS.
c.ClearSolutions.code_stub = {"typescript": '// YOUR CODE HERE\nthrow new Error("Not answered yet.");'}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"

c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    RestoreCells,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.GenerateFeedback.preprocessors = [GetGrades, HideHiddenTests, CSSHTMLHeaderPreprocessor]

# Seconds for one cell; the kernel can be interrupted in any loop.
c.Execute.timeout = 60
# What a student's code prints is no failure, also when it prints to stderr.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"

# Submissions are graded beside each other: each kernel keeps to one thread.
os.environ.setdefault("MODEL_COLLAPSE_WORKERS", "1")
