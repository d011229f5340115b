"""The peers of `npm run bench`: the same work done with Python libraries. Started by the command, not by hand.

Reads one JSON line at a time: {"prepare": name, "problem": {...}} is answered with {"peer": name and version}, or
with {"error": why} where a library is missing; {"run": name} with {"seconds": time, "value": result or null}.
Numbers in bulk arrive as the base64 of their doubles or floats. Needs numpy, scipy for kernel densities, scikit-learn
for mixtures and neighbours, POT for transport, torch for networks, transformers for language models.
"""
import base64
import json
import sys
import time
import warnings

warnings.simplefilter("ignore")

WORKLOADS = {}


def workload(prepare):
    """Registers a function of the problem that returns the peer's name and the work to be timed."""
    WORKLOADS[prepare.__name__] = prepare
    return prepare


def numbers(text, dtype="<f8"):
    import numpy as np
    return np.frombuffer(base64.b64decode(text), dtype=dtype)


@workload
def normals_1e7(problem):
    import numpy as np
    generator = np.random.default_rng(0)
    target = np.empty(10**7)

    def run():
        generator.standard_normal(out=target)

    return f"NumPy {np.__version__}", run


def mixture_fit(problem):
    import numpy as np
    import sklearn
    from sklearn.mixture import GaussianMixture
    columns, components = problem["columns"], problem["components"]
    points = numbers(problem["points"]).reshape(-1, columns)
    start = dict(
        means_init=np.array(problem["means"]),
        weights_init=np.full(components, 1 / components),
        precisions_init=np.stack([np.eye(columns)] * components),
    )

    def run():
        model = GaussianMixture(components, max_iter=problem["iterations"], tol=0, **start)
        return model.fit(points).lower_bound_

    return f"scikit-learn {sklearn.__version__}", run


@workload
def gmm_fit_1e5_2d_k3_50it(problem):
    return mixture_fit(problem)


@workload
def gmm_fit_1e5_10d_k10_20it(problem):
    return mixture_fit(problem)


@workload
def gmm_chain_1e3_2d_k3_100gen(problem):
    import numpy as np
    import sklearn
    from sklearn.mixture import GaussianMixture

    def run():
        generator = np.random.default_rng(0)
        centres = generator.normal(0, 4, (3, 2))
        points = centres[generator.integers(3, size=1000)] + generator.standard_normal((1000, 2))
        start = {}
        for generation in range(100):
            model = GaussianMixture(3, max_iter=20, tol=0, random_state=generation, **start).fit(points)
            start = dict(means_init=model.means_, weights_init=model.weights_, precisions_init=model.precisions_)
            points, _ = model.sample(1000)

    return f"scikit-learn {sklearn.__version__}", run


@workload
def gaussian_chains_1000x_m100_2000gen(problem):
    import numpy as np

    def run():
        generator = np.random.default_rng(0)
        mean, deviation = np.zeros(1000), np.ones(1000)
        for _ in range(2000):
            samples = mean[:, None] + deviation[:, None] * generator.standard_normal((1000, 100))
            mean, deviation = samples.mean(1), samples.std(1, ddof=1)

    return f"NumPy {np.__version__}", run


@workload
def kde_logpdf_1e4_on_1e4_1d(problem):
    import scipy
    from scipy.stats import gaussian_kde
    sample, places = numbers(problem["sample"]), numbers(problem["places"])

    def run():
        return float(gaussian_kde(sample).logpdf(places).sum())

    return f"SciPy {scipy.__version__}", run


@workload
def gaussian_statistics_1000x_2000gen(problem):
    import numpy as np

    def run():
        generator = np.random.default_rng(0)
        mean, variance = np.zeros(1000), np.ones(1000)
        for _ in range(2000):
            mean = mean + np.sqrt(variance / 100) * generator.standard_normal(1000)
            variance = variance * generator.chisquare(99, 1000) / 99

    return f"NumPy {np.__version__}", run


def two_clouds(problem):
    return [numbers(problem[name]).reshape(-1, problem["columns"]) for name in ("x", "y")]


@workload
def sliced_w2_1e4_10d_200proj(problem):
    import numpy as np
    import ot
    x, y = two_clouds(problem)
    directions = np.ascontiguousarray(numbers(problem["directions"]).reshape(-1, problem["columns"]).T)

    def run():
        return float(ot.sliced_wasserstein_distance(x, y, projections=directions))

    return f"POT {ot.__version__}", run


@workload
def ot_exact_1e3_2d(problem):
    import ot
    x, y = two_clouds(problem)

    def run():
        return float(ot.emd2([], [], ot.dist(x, y)) ** 0.5)

    return f"POT {ot.__version__}", run


@workload
def sinkhorn_1e3_2d(problem):
    import ot
    x, y = two_clouds(problem)

    def run():
        settings = dict(method="sinkhorn_log", numItermax=10_000, stopThr=1e-9)
        return float(ot.sinkhorn2([], [], ot.dist(x, y), problem["regularization"], **settings) ** 0.5)

    return f"POT {ot.__version__}", run


@workload
def prdc_5e3_64d(problem):
    import numpy as np
    import sklearn
    from sklearn.metrics import pairwise_distances
    columns, neighbours = problem["columns"], problem["neighbours"]
    real, synthetic = (numbers(problem[name]).reshape(-1, columns) for name in ("real", "synthetic"))

    def radii(points):
        return np.partition(pairwise_distances(points), neighbours, axis=1)[:, neighbours]

    def run():
        cross = pairwise_distances(real, synthetic)
        in_real = cross < radii(real)[:, None]
        precision, coverage = in_real.any(0).mean(), in_real.any(1).mean()
        density = in_real.sum(0).mean() / neighbours
        recall = (cross < radii(synthetic)[None]).any(1).mean()
        return precision + 2 * recall + 4 * density + 8 * coverage

    return f"scikit-learn {sklearn.__version__}", run


def two_samples(problem):
    columns = problem["columns"]
    return (numbers(problem[name]).reshape(-1, columns) for name in ("x", "y"))


@workload
def mmd_5e3_2d(problem):
    import sklearn
    from sklearn.metrics.pairwise import rbf_kernel
    x, y = two_samples(problem)

    def run():
        within_x = (rbf_kernel(x, x, 0.5).sum() - len(x)) / len(x) / (len(x) - 1)
        within_y = (rbf_kernel(y, y, 0.5).sum() - len(y)) / len(y) / (len(y) - 1)
        return within_x + within_y - 2 * rbf_kernel(x, y, 0.5).mean()

    return f"scikit-learn {sklearn.__version__}", run


@workload
def energy_5e3_2d(problem):
    import numpy as np
    import scipy
    from scipy.spatial.distance import cdist
    x, y = two_samples(problem)

    def run():
        return np.sqrt(2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean())

    return f"SciPy {scipy.__version__}", run


@workload
def kl_neighbours_5e4_3d(problem):
    import numpy as np
    import scipy
    from scipy.spatial import cKDTree
    x, y = two_samples(problem)

    def run():
        within = cKDTree(x).query(x, k=[6], workers=-1)[0]
        across = cKDTree(y).query(x, k=[5], workers=-1)[0]
        return x.shape[1] * np.log(across / within).mean() + np.log(len(y) / (len(x) - 1))

    return f"SciPy {scipy.__version__}", run


@workload
def frechet_2e3_512d(problem):
    import numpy as np
    import scipy
    from scipy.linalg import sqrtm
    x, y = two_samples(problem)

    def run():
        a, b = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
        return ((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(a + b - 2 * sqrtm(a @ b).real)

    return f"SciPy {scipy.__version__}", run


def dense_parts(nn):
    encoder = nn.Sequential(nn.Linear(784, 400), nn.ReLU(), nn.Linear(400, 40))
    decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))
    return encoder, decoder


def convolutional_parts(nn):
    encoder = nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 64, 4, 2, 1), nn.ReLU(), nn.Conv2d(64, 128, 4, 2, 1), nn.ReLU(),
        nn.Flatten(), nn.Linear(6272, 40),
    )
    decoder = nn.Sequential(
        nn.Linear(20, 6272), nn.Unflatten(1, (128, 7, 7)), nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.ReLU(),
        nn.ConvTranspose2d(64, 1, 4, 2, 1), nn.Flatten(),
    )
    return encoder, decoder


def autoencoder_training(problem, make_parts):
    """Steps of the negative evidence lower bound with the fused Adam, which is the fastest form."""
    import torch
    torch.set_num_threads(problem["threads"])
    torch.manual_seed(0)
    encoder, decoder = make_parts(torch.nn)
    parameters = [*encoder.parameters(), *decoder.parameters()]
    count = sum(parameter.numel() for parameter in parameters)
    assert count == problem["parameters"], f"{count} parameters, ours {problem['parameters']}"
    optimizer = torch.optim.Adam(parameters, lr=1e-3, weight_decay=problem["weight_decay"], fused=True)
    images = torch.from_numpy(numbers(problem["images"], "<f4").copy()).reshape(-1, 784)
    batches = torch.randperm(len(images)).split(problem["batch"])

    def step(index):
        pixels = images[batches[index % len(batches)]]
        means, log_variances = encoder(pixels).chunk(2, 1)
        latents = means + torch.exp(log_variances / 2) * torch.randn_like(means)
        logits = decoder(latents)
        reconstruction = torch.nn.functional.binary_cross_entropy_with_logits(logits, pixels, reduction="sum")
        loss = reconstruction - (1 + log_variances - means * means - log_variances.exp()).sum() / 2
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        return loss

    def train(steps):
        """The mean loss, in nats an image, of the steps at which ours is measured too."""
        losses = [step(index).item() if index % 4 == 0 or index == steps - 1 else step(index) for index in range(steps)]
        measured = [loss for loss in losses if isinstance(loss, float)]
        return sum(measured) / len(measured) / problem["batch"]

    first = train(problem["first_steps"])

    def run():
        train(problem["steps"])
        return first

    return f"PyTorch {torch.__version__}", run


@workload
def vae_train_step_784_400_20_b128(problem):
    return autoencoder_training(problem, dense_parts)


@workload
def vae_train_step_784_400_20_b128_r5(problem):
    return autoencoder_training(problem, dense_parts)


@workload
def vae_conv_train_step_647081_b256(problem):
    return autoencoder_training(problem, convolutional_parts)


@workload
def vae_sample_784_400_20(problem):
    import torch
    torch.set_num_threads(problem["threads"])
    weights = {
        part["name"]: torch.from_numpy(numbers(part["values"], "<f4").copy()).reshape(part["shape"])
        for part in problem["decoder"]
    }
    _, decoder = dense_parts(torch.nn)
    with torch.no_grad():
        for layer, name in ((decoder[0], "decoder.hidden"), (decoder[2], "decoder.logits")):
            layer.weight.copy_(weights[f"{name}.weights"].T)
            layer.bias.copy_(weights[f"{name}.bias"].flatten())

    @torch.inference_mode()
    def run():
        pixels = torch.sigmoid_(decoder(torch.randn(problem["images"], 20))).numpy()
        return float(pixels.reshape(-1)[::problem["stride"]].mean())

    return f"PyTorch {torch.__version__}", run


def opt_model(problem):
    """OPT by transformers, with our parameters where the problem holds them."""
    import torch
    from transformers import OPTConfig, OPTForCausalLM
    torch.set_num_threads(problem["threads"])
    torch.manual_seed(0)
    shape = problem["model"]
    model = OPTForCausalLM(OPTConfig(
        vocab_size=shape["vocabularySize"], hidden_size=shape["hiddenSize"], ffn_dim=shape["feedForwardSize"],
        num_hidden_layers=shape["layers"], num_attention_heads=shape["heads"],
        max_position_embeddings=shape["positions"], word_embed_proj_dim=shape["embeddingSize"],
        dropout=shape["dropout"], attention_dropout=shape["attentionDropout"], pad_token_id=shape["paddingToken"],
        bos_token_id=shape["beginningToken"], eos_token_id=shape["endToken"],
    ))
    count = sum(parameter.numel() for parameter in model.parameters())
    assert count == problem["parameters"], f"{count} parameters, ours {problem['parameters']}"
    weights = {
        part["name"]: torch.from_numpy(numbers(part["values"], "<f4").copy()).reshape(part["shape"])
        for part in problem["weights"]
    }
    if weights:
        loaded = model.load_state_dict(weights, strict=False)
        assert loaded.missing_keys == ["lm_head.weight"] and not loaded.unexpected_keys, loaded
    return model


def transformers_name():
    import torch
    import transformers
    return f"transformers {transformers.__version__}, PyTorch {torch.__version__}"


def opt_training(problem):
    """Steps on one batch with the fused AdamW, which is the fastest form."""
    import torch
    model = opt_model(problem).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=problem["learning_rate"], weight_decay=0.01, fused=True)
    ids = torch.tensor(problem["texts"])

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = model(input_ids=ids, labels=ids).loss
        loss.backward()
        optimizer.step()
        return loss

    first = [step().item() for _ in range(problem["first_steps"])]

    def run():
        for _ in range(problem["steps"]):
            step()
        return first[-1]

    return transformers_name(), run


@workload
def opt_train_step_d128_l2_b16_t64(problem):
    return opt_training(problem)


@workload
def opt_train_step_d128_l2_b16_t64_r5(problem):
    return opt_training(problem)


@workload
def opt_train_step_d256_l4_b16_t64(problem):
    return opt_training(problem)


@workload
def opt_train_step_125m_b2_t128(problem):
    return opt_training(problem)


def opt_writing(problem):
    """New tokens after prompts, drawn or searched; once, how surprising the texts are to the model."""
    import torch
    model = opt_model(problem).eval()
    ids = torch.tensor(problem["prompts"])
    beams, new = problem["beams"], problem["new_tokens"]
    how = dict(num_beams=beams, do_sample=False) if beams > 1 else dict(do_sample=True, top_k=0)
    surprise = None

    @torch.inference_mode()
    def run():
        nonlocal surprise
        texts = model.generate(ids, attention_mask=torch.ones_like(ids), min_new_tokens=new, max_new_tokens=new, **how)
        if surprise is None:
            surprise = model(input_ids=texts, labels=texts).loss.item()
        return surprise

    return transformers_name(), run


@workload
def opt_sample_d256_l4_b64_64new(problem):
    return opt_writing(problem)


@workload
def opt_beam5_d256_l4_b16_64new(problem):
    return opt_writing(problem)


@workload
def opt_beam5_d128_l2_b16_64new(problem):
    return opt_writing(problem)


def answer(question, ready):
    if "prepare" in question:
        name = question["prepare"]
        if name not in WORKLOADS:
            return {"error": f"peers.py knows no workload {name}"}
        try:
            peer, ready[name] = WORKLOADS[name](question["problem"])
        except ImportError as error:
            return {"error": str(error)}
        return {"peer": peer}
    run = ready[question["run"]]
    began = time.perf_counter()
    value = run()
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "value": float(value) if isinstance(value, float) else None}


ready = {}
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line), ready)), flush=True)
