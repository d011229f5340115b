"""A file with tensors of three types by the reference library, and the 32-bit numbers they stand for, as bit patterns.
Run: python safetensors.py   (safetensors 0.8, PyTorch 2.13; writes safetensors.json)
"""
import sys

sys.path.pop(0)  # this folder, whose file has the name of the library
import base64, json, pathlib
import safetensors
import torch
from safetensors.torch import save

torch.manual_seed(5)
special = [0.0, -0.0, 1.0, -2.5, float("inf"), float("-inf"), float("nan")]
half = [2.0**-24, -(2.0**-24), 1023 * 2.0**-24, 2.0**-14, 65504.0, 1 + 2.0**-10, 0.1]
brain = [2.0**-133, -(2.0**-126), 3.3895313892515355e38, 1 + 2.0**-7, 0.1]
tensors = {
    "single": torch.tensor([[1.5, -0.1, 3e-45], [float("inf"), 2.0**-126, 3.4028234663852886e38]]),
    "half": torch.tensor(special + half, dtype=torch.float16),
    "brain": torch.tensor(special + brain, dtype=torch.bfloat16).reshape(2, 6),
    "random half": torch.randn(3, 3, 3).to(torch.float16),
    "a scalar": torch.tensor(7.25),
    "empty": torch.zeros(0, 4),
    'named "ü"\n': torch.tensor([2.0, 3.0]),
}


def bits(tensor):
    return [x & 0xFFFFFFFF for x in tensor.to(torch.float32).view(torch.int32).reshape(-1).tolist()]


metadata = {"format": "pt", "note": "Größe \"1\""}
golden = {
    "versions": {"safetensors": safetensors.__version__, "torch": torch.__version__.split("+")[0]},
    "file": base64.b64encode(save(tensors, metadata)).decode(),
    "metadata": metadata,
    "tensors": {name: {"shape": list(t.shape), "bits": bits(t)} for name, t in tensors.items()},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
