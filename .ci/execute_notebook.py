"""Runs one notebook in Jupyter with the installed kernel and writes it, executed, into a folder."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

source, folder = Path(sys.argv[1]), Path(sys.argv[2])
notebook = nbformat.read(source, as_version=4)
client = NotebookClient(
    notebook,
    kernel_name="model-collapse",
    timeout=900,
    resources={"metadata": {"path": str(source.parent)}},
)
client.execute()
nbformat.validate(notebook)
nbformat.write(notebook, folder / source.name)
displays = [
    output.data
    for cell in notebook.cells
    for output in cell.get("outputs", [])
    if output.output_type in ("display_data", "execute_result")
]
charts = sum("application/vnd.plotly.v1+json" in data for data in displays)
print(f"{source.name}: {len(displays)} displays, {charts} charts")
sys.exit(0 if charts else f"{source.name} shows no chart")
