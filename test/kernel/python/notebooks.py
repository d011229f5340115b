"""Whole notebooks under nbclient, which nbconvert, papermill and nbgrader are built on."""

import tempfile
import unittest

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def run(*sources: str, **options) -> list[list[dict]]:
    """The outputs of each cell, in a folder without packages of its own."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        NotebookClient(notebook, kernel_name="model-collapse", resources=resources, **options).execute()
    nbformat.validate(notebook)
    return [cell.outputs for cell in notebook.cells]


def text(outputs: list[dict]) -> str:
    parts = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs]
    return "".join(parts).strip()


class Notebooks(unittest.TestCase):
    def test_runs_a_notebook_in_an_empty_folder(self) -> None:
        first, second = run(
            "import { pointsFrom } from 'model-collapse';\npointsFrom([[1, 2], [3, 4]]).rows",
            "import { mean } from 'simple-statistics';\nconsole.log(mean([1, 2]));",
        )
        self.assertEqual(first[0]["execution_count"], 1)
        self.assertEqual(text(first), "2")
        self.assertEqual(text(second), "1.5")

    def test_an_error_stops_the_notebook_and_says_where(self) -> None:
        with self.assertRaises(CellExecutionError) as raised:
            run("const a = 1;\nthrow new RangeError('too small');", "console.log('not reached')")
        self.assertEqual(raised.exception.ename, "RangeError")
        self.assertEqual(raised.exception.evalue, "too small")
        self.assertIn("cell [1], 2:7", raised.exception.traceback)

    def test_errors_can_be_allowed(self) -> None:
        outputs = run("const a: string = 1;", "1 + 1", allow_errors=True)
        self.assertEqual(outputs[0][0]["output_type"], "error")
        self.assertEqual(outputs[0][0]["ename"], "TypeScriptError")
        self.assertEqual(text(outputs[1]), "2")

    def test_a_timeout_interrupts_and_keeps_variables(self) -> None:
        outputs = run(
            "const kept = 'kept'",
            "for (;;);",
            "console.log(kept)",
            allow_errors=True,
            timeout=8,
            interrupt_on_timeout=True,
        )
        self.assertEqual(outputs[1][0]["ename"], "Interrupted")
        self.assertEqual(text(outputs[2]), "kept")

    def test_the_end_of_a_cells_process_is_an_error_of_the_cell(self) -> None:
        outputs = run("process.exit(3)", "1 + 1", allow_errors=True)
        self.assertEqual(outputs[0][0]["ename"], "RealmLost")
        self.assertIn("process.exit(3)", outputs[0][0]["evalue"])
        self.assertEqual(text(outputs[1]), "2")


if __name__ == "__main__":
    unittest.main(verbosity=2)
