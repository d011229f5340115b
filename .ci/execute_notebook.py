"""Runs one notebook in Jupyter with the installed kernel; fails on an error, or when it shows no claims."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CLAIMS = "claims+json"

path = Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
client = NotebookClient(
    notebook,
    kernel_name="model-collapse",
    timeout=900,
    resources={"metadata": {"path": str(path.parent)}},
)
client.execute()
bundles = [
    output.data
    for cell in notebook.cells
    for output in cell.get("outputs", [])
    if output.output_type in ("display_data", "execute_result")
]
claims = sum(any(CLAIMS in mime for mime in bundle) for bundle in bundles)
charts = sum("application/vnd.plotly.v1+json" in bundle for bundle in bundles)
print(f"{path.name}: {len(bundles)} displays, {charts} charts, {claims} claim tables")
sys.exit(0 if claims and charts else f"{path.name} showed no claims, or no chart")
