"""Tiny OPT models in folders, by transformers and PyTorch: whole, in shards, in 32 and 16 bits, as safetensors and as
pickles; pickles of views; and for every tensor its shape and the SHA-256 of its 32-bit numbers, row-major, little-endian.
Run: python opt-folders.py   (transformers 5.23, PyTorch 2.13, safetensors 0.8; writes opt-folders.json and opt-folders/)

With folders as arguments: loads each with from_pretrained and prints the configuration and the digests instead.
"""
import sys

sys.path.pop(0)  # this folder, one file of which has the name of a library
import hashlib, json, pathlib, shutil
from collections import OrderedDict

import safetensors, torch, transformers
from transformers import OPTConfig, OPTForCausalLM, OPTModel

here = pathlib.Path(__file__).parent
root = here / "opt-folders"
FIELDS = ["vocab_size", "hidden_size", "word_embed_proj_dim", "ffn_dim", "num_hidden_layers", "num_attention_heads",
          "max_position_embeddings", "do_layer_norm_before", "_remove_final_layer_norm", "dropout", "attention_dropout",
          "bos_token_id", "eos_token_id", "pad_token_id"]


def digest(tensor):
    numbers = tensor.detach().to(torch.float32).contiguous()
    return {"shape": list(tensor.shape), "sha256": hashlib.sha256(numbers.numpy().astype("<f4").tobytes()).hexdigest()}


def digests(tensors):
    return {name: digest(tensor) for name, tensor in tensors.items() if name != "lm_head.weight"}


def record(model):
    return {"configuration": {field: getattr(model.config, field) for field in FIELDS}, "tensors": digests(model.state_dict())}


if len(sys.argv) > 1:
    for folder in sys.argv[1:]:
        model, report = OPTForCausalLM.from_pretrained(folder, output_loading_info=True)
        problems = {key: sorted(map(str, value)) for key, value in report.items() if value}
        print(json.dumps({"folder": folder, "problems": problems, "dtype": str(model.dtype), **record(model)}))
    sys.exit()

shutil.rmtree(root, ignore_errors=True)
torch.manual_seed(11)
small = dict(vocab_size=40, hidden_size=16, ffn_dim=12, num_hidden_layers=2, num_attention_heads=2,
             max_position_embeddings=14, dropout=0.05, bos_token_id=3, eos_token_id=2, pad_token_id=1)


def model(dtype=torch.float32, **changes):
    """With biases and norms that are not all 0 or 1, so that none can be taken for another."""
    made = OPTForCausalLM(OPTConfig(**{**small, **changes}))
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    return made.to(dtype)


folders = {}


def folder(name, made):
    made.config.save_pretrained(root / name)
    config = root / name / "config.json"
    fields = json.loads(config.read_text())
    config.write_text(json.dumps({**fields, "dtype": str(made.dtype).removeprefix("torch.")}, indent=1) + "\n")
    folders[name] = record(made)
    return root / name


def index(path, name, shards):
    weights = {tensor: file for file, tensors in shards.items() for tensor in tensors}
    total = sum(t.numel() * t.element_size() for tensors in shards.values() for t in tensors.values())
    (path / name).write_text(json.dumps({"metadata": {"total_size": total}, "weight_map": weights}, indent=1) + "\n")


# Safetensors, as save_pretrained writes them.
plain = model()
plain.save_pretrained(root / "safetensors")
folders["safetensors"] = record(plain)
projected = model(torch.bfloat16, word_embed_proj_dim=8, do_layer_norm_before=False, attention_dropout=0.25)
projected.save_pretrained(root / "projected")
folders["projected"] = record(projected)
unnormalized = model(torch.float16, _remove_final_layer_norm=True)
unnormalized.save_pretrained(root / "shards", max_shard_size="5KB")
folders["shards"] = record(unnormalized)

# Pickles: a whole state_dict with its metadata and the tied matrix; one of OPTModel; parameters in a plain dictionary.
whole = model()
torch.save(whole.state_dict(), folder("pickle", whole) / "pytorch_model.bin")
half = model(torch.float16)
torch.save(half.model.state_dict(), folder("pickle-half", half) / "pytorch_model.bin")
brain = model(torch.bfloat16)
torch.save(dict(brain.named_parameters()), folder("pickle-brain", brain) / "pytorch_model.bin")
parts = model(torch.float16)
state = parts.state_dict()
names = list(state)
shards = {f"pytorch_model-0000{part + 1}-of-00002.bin": {name: state[name] for name in names[part::2]} for part in (0, 1)}
path = folder("pickle-shards", parts)
for file, tensors in shards.items():
    torch.save(tensors, path / file)
index(path, "pytorch_model.bin.index.json", shards)

# Pickles of views of storages.
base = torch.arange(24.0).reshape(4, 6) / 8
brains = torch.arange(7.0).to(torch.bfloat16)


class Version3:
    """A tensor as later versions pickle some types: bytes, and the type beside them."""

    def __init__(self, tensor):
        self.tensor = tensor

    def __reduce__(self):
        t = self.tensor
        return torch._utils._rebuild_tensor_v3, (
            t.untyped_storage(), t.storage_offset(), tuple(t.shape), t.stride(), False, OrderedDict(), t.dtype)


views = {
    "base": base,
    "transposed": base.t(),
    "rows": base[1:3],
    "columns": base[:, 2:5],
    "strided": base[::2, 1::2],
    "scalar": base[2, 3],
    "expanded": base[0, :1].expand(5),
    "empty": base[:0],
    "half": torch.tensor([[1.5, -2.0**-24], [65504.0, float("inf")]], dtype=torch.float16).t(),
    "brain": brains[3:],
    "parameter": torch.nn.Parameter(base[3].clone()),
    "permuted": torch.arange(24.0).reshape(2, 3, 4).permute(2, 0, 1),
}
(root / "views").mkdir()
torch.save(views, root / "views/views.bin")
torch.save({"base": Version3(base.t()), "brain": Version3(brains[2:])}, root / "views/version-3.bin")
torch.save({"a": base}, root / "views/legacy.bin", _use_new_zipfile_serialization=False)
for name in ("views", "version-3"):
    loaded = torch.load(root / f"views/{name}.bin", weights_only=False)
    assert all(torch.equal(t, views[n] if name == "views" else {"base": base.t(), "brain": brains[2:]}[n]) for n, t in loaded.items())

for extra in root.glob("*/generation_config.json"):
    extra.unlink()
golden = {
    "versions": {module.__name__: module.__version__.split("+")[0] for module in (transformers, torch, safetensors)},
    "folders": folders,
    "views": {"views": digests(views), "version-3": digests({"base": base.t(), "brain": brains[2:]})},
}
(here / "opt-folders.json").write_text(json.dumps(golden, indent=1) + "\n")
