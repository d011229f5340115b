"""Variational autoencoders, a classifier and their optimisers by PyTorch's own layers and automatic differentiation.
Run: python networks.py   (PyTorch 2.13, writes networks.json)

Parameters are stored in our layouts, with numbers in 32 bits:
  dense weights         ours [inputs, outputs],                PyTorch [outputs, inputs]
  convolution           ours [kernel, kernel, in, out],        PyTorch [out, in, kernel, kernel]
  transposed convolution ours [kernel, kernel, out, in],       PyTorch [in, out, kernel, kernel]
Images are [rows, height, width, channels] here and [rows, channels, height, width] in PyTorch, so that the dense layers
between the convolutions see their features in another order: `to_channels_last` and `to_channels_first` reorder the
features themselves, and the dense weights stay as they are. "Same" padding of kernel 4 and stride 2 is padding=1.
All in double precision, from 32-bit parameters and inputs: what is stored are the exact values, rounded.
"""
import json, pathlib
import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(12)
torch.set_default_dtype(torch.float64)


def single(tensor):
    """The nearest 32-bit numbers, so that both sides begin with the same."""
    return tensor.to(torch.float32).to(torch.float64)


def rounded(tensor):
    return [float(f"{x:.8g}") for x in tensor.detach().reshape(-1).tolist()]


def exactly(tensor):
    return [float(f"{x:.9g}") for x in tensor.detach().reshape(-1).tolist()]


def dense(x, p, name):
    return x @ p[f"{name}.weights"] + p[f"{name}.bias"][0]


def convolution(x, p, name):
    return F.conv2d(x, p[f"{name}.weights"].permute(3, 2, 0, 1), p[f"{name}.bias"], stride=2, padding=1)


def transposed(x, p, name):
    return F.conv_transpose2d(x, p[f"{name}.weights"].permute(3, 2, 0, 1), p[f"{name}.bias"], stride=2, padding=1)


def to_channels_last(x):
    return x.permute(0, 2, 3, 1).reshape(len(x), -1)


def to_channels_first(x, height, width):
    return x.reshape(len(x), height, width, -1).permute(0, 3, 1, 2)


def dense_parts(p, side):
    return (lambda x: dense(F.relu(dense(x, p, "encoder.hidden")), p, "encoder.statistics"),
            lambda z: dense(F.relu(dense(z, p, "decoder.hidden")), p, "decoder.logits"))


def convolutional_parts(p, side):
    def encode(x):
        seen = F.relu(convolution(x.reshape(-1, 1, side, side), p, "encoder.first"))
        return dense(to_channels_last(F.relu(convolution(seen, p, "encoder.second"))), p, "encoder.statistics")

    def decode(z):
        seen = to_channels_first(dense(z, p, "decoder.features"), side // 4, side // 4)
        return transposed(F.relu(transposed(seen, p, "decoder.first")), p, "decoder.second").reshape(len(z), -1)

    return encode, decode


def shapes_dense(pixels, hidden, latent):
    for name, i, o in [("encoder.hidden", pixels, hidden), ("encoder.statistics", hidden, 2 * latent),
                       ("decoder.hidden", latent, hidden), ("decoder.logits", hidden, pixels)]:
        yield f"{name}.weights", [i, o]
        yield f"{name}.bias", [1, o]


def shapes_convolutional(side, few, many, latent):
    features = (side // 4) ** 2 * many
    yield from [("encoder.first.weights", [4, 4, 1, few]), ("encoder.first.bias", [few]),
                ("encoder.second.weights", [4, 4, few, many]), ("encoder.second.bias", [many]),
                ("encoder.statistics.weights", [features, 2 * latent]), ("encoder.statistics.bias", [1, 2 * latent]),
                ("decoder.features.weights", [latent, features]), ("decoder.features.bias", [1, features]),
                ("decoder.first.weights", [4, 4, few, many]), ("decoder.first.bias", [few]),
                ("decoder.second.weights", [4, 4, 1, few]), ("decoder.second.bias", [1])]


def draw(shapes):
    return {name: single(torch.randn(shape) * (0.7 / max(1, shape[0]) ** 0.5 if len(shape) == 2 else 0.25)).requires_grad_()
            for name, shape in shapes}


def stored(tensors, how=exactly):
    return {name: {"shape": list(t.shape), "values": how(t)} for name, t in tensors.items()}


def gradients_of(loss, p):
    return stored(dict(zip(p, torch.autograd.grad(loss, list(p.values())))), rounded)


def variational(kind, shapes, parts, side, latent, rows):
    p = draw(shapes)
    pixels, noise = single(torch.rand(rows, side * side)), single(torch.randn(rows, latent))
    encode, decode = parts(p, side)
    statistics = encode(pixels)
    mean, log_variance = statistics.chunk(2, 1)
    latents = mean + torch.exp(log_variance / 2) * noise
    logits = decode(latents)
    reconstruction = F.binary_cross_entropy_with_logits(logits, pixels, reduction="none").sum(1)
    prior = torch.distributions.Normal(0.0, 1.0)
    posterior = torch.distributions.Normal(mean, torch.exp(log_variance / 2))
    divergence = torch.distributions.kl_divergence(posterior, prior).sum(1)
    loss = (reconstruction + divergence).sum()
    return {"kind": kind, "side": side, "latent": latent, "rows": rows, "parameters": stored(p),
            "pixels": exactly(pixels), "noise": exactly(noise), "statistics": rounded(statistics),
            "latents": rounded(latents), "logits": rounded(logits), "reconstruction": rounded(reconstruction),
            "divergence": rounded(divergence), "gradients": gradients_of(loss, p)}


def classifier(pixel_count, hidden, features, classes, rows):
    p = draw((f"{name}.{part}", shape) for name, i, o in [
        ("hidden", pixel_count, hidden), ("features", hidden, features), ("logits", features, classes)
    ] for part, shape in [("weights", [i, o]), ("bias", [1, o])])
    pixels, labels = single(torch.rand(rows, pixel_count)), torch.arange(rows) % classes
    seen = F.relu(dense(F.relu(dense(pixels, p, "hidden")), p, "features"))
    logits = dense(seen, p, "logits")
    losses = F.cross_entropy(logits, labels, reduction="none")
    return {"sizes": [pixel_count, hidden, features, classes], "rows": rows, "parameters": stored(p),
            "pixels": exactly(pixels), "labels": labels.tolist(), "features": rounded(seen), "logits": rounded(logits),
            "probabilities": rounded(F.softmax(logits, 1)), "losses": rounded(losses),
            "gradients": gradients_of(losses.sum(), p)}


def optimizer(name, make, settings):
    start = {"weights": single(torch.randn(3, 4)), "bias": single(torch.randn(5))}
    slopes = [{k: single(torch.randn(v.shape) * scale) for k, v in start.items()} for scale in [1, 0.01, 30, 0]]
    p = {k: v.clone().requires_grad_() for k, v in start.items()}
    steps = make(p.values())
    after = []
    for step in slopes:
        for k in p:
            p[k].grad = step[k].clone()
        steps.step()
        after.append(stored(p, rounded))
    return {"name": name, "settings": settings, "start": stored(start), "gradients": [stored(s) for s in slopes], "after": after}


A, W = torch.optim.Adam, torch.optim.AdamW
golden = {
    "versions": {"torch": torch.__version__.split("+")[0], "numpy": np.__version__},
    "variational": [
        variational({"kind": "dense", "hidden": 12, "latent": 3}, shapes_dense(64, 12, 3), dense_parts, 8, 3, 5),
        variational({"kind": "convolutional", "channels": [3, 5], "latent": 3}, shapes_convolutional(8, 3, 5, 3),
                    convolutional_parts, 8, 3, 5),
    ],
    "classifier": classifier(36, 9, 7, 4, 6),
    "optimizers": [
        optimizer("adam", lambda p: A(p, lr=1e-3), {"learningRate": 1e-3}),
        optimizer("adam", lambda p: A(p, lr=0.02, weight_decay=0.1), {"learningRate": 0.02, "weightDecay": 0.1}),
        optimizer("adam", lambda p: A(p, lr=0.01, betas=(0.5, 0.9), eps=1e-3),
                  {"learningRate": 0.01, "firstMomentDecay": 0.5, "secondMomentDecay": 0.9, "epsilon": 1e-3}),
        optimizer("adamW", lambda p: W(p, lr=0.02, weight_decay=0.1), {"learningRate": 0.02, "weightDecay": 0.1}),
        optimizer("adamW", lambda p: W(p, lr=0.05), {"learningRate": 0.05}),
    ],
}
if __name__ == "__main__":
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
