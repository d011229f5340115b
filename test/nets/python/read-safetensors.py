"""Prints what the reference library reads of the file named: shapes, bit patterns and metadata."""
import json, sys

from safetensors import safe_open

with safe_open(sys.argv[1], "numpy") as file:
    tensors = {}
    for name in file.keys():
        array = file.get_tensor(name)
        assert array.dtype == "float32", array.dtype
        tensors[name] = {"shape": list(array.shape), "bits": array.view("uint32").reshape(-1).tolist()}
    print(json.dumps({"tensors": tensors, "metadata": file.metadata()}))
