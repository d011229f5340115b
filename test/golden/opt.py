"""Small OPT language models by transformers: what they compute and how they learn.
Run: python opt.py   (transformers 5.23, PyTorch 2.13; writes opt.json, opt/NAME.safetensors, opt/NAME.expected.safetensors)

Everything in single precision with eager attention and without dropout: what is dropped depends on the random numbers of
the library, so dropout has no golden values.

  NAME.safetensors            random parameters with Hugging Face's names, stored as halves: both sides begin with the same
  NAME.expected.safetensors   logits of the tokens of every case, digests of gradients and of a step's changes by parameter
                              (see `digests`), all gradients of one case of the smallest model
  opt.json                    configurations, token ids, masks, losses, training curves

Adam makes a step of the learning rate out of any gradient, noise too. The keys' biases have no other: attention does not
depend on them, and what a step makes of them cannot be compared.

Masks. 1 is a token, 0 is padding, left or right. `loss` is the mean over the pairs of neighbours that are both tokens.
With the labels of padding set to -100 transformers also has the last padding before a text predict its first token:
`lossFromPadding`. Such a row of attention sees nothing; eager attention then weighs all tokens alike, later ones too, and
other implementations do something else (`lossFromPaddingSdpa`).
"""
import json, pathlib, sys, warnings

sys.path.pop(0)  # this folder, where a file has the name of a library
warnings.simplefilter("ignore")
import torch
import transformers
from safetensors.torch import save_file
from transformers import OPTConfig, OPTForCausalLM, get_linear_schedule_with_warmup

transformers.logging.set_verbosity_error()
torch.use_deterministic_algorithms(True)
torch.set_num_threads(1)
here = pathlib.Path(__file__).parent
padding, beginning, end = 1, 2, 2


def configuration(vocabulary, hidden, embedding, feed_forward, layers, heads, positions, before):
    return OPTConfig(
        vocab_size=vocabulary, hidden_size=hidden, word_embed_proj_dim=embedding, ffn_dim=feed_forward,
        num_hidden_layers=layers, num_attention_heads=heads, max_position_embeddings=positions,
        do_layer_norm_before=before, dropout=0.0, attention_dropout=0.0, layerdrop=0.0, activation_function="relu",
        pad_token_id=padding, bos_token_id=beginning, eos_token_id=end, attn_implementation="eager",
    )


def ours(config):
    return {
        "vocabularySize": config.vocab_size, "hiddenSize": config.hidden_size, "embeddingSize": config.word_embed_proj_dim,
        "feedForwardSize": config.ffn_dim, "layers": config.num_hidden_layers, "heads": config.num_attention_heads,
        "positions": config.max_position_embeddings, "normalizeBefore": config.do_layer_norm_before,
        "finalNormalization": config.do_layer_norm_before and not config._remove_final_layer_norm,
        "dropout": config.dropout, "attentionDropout": config.attention_dropout,
        "beginningToken": config.bos_token_id, "endToken": config.eos_token_id, "paddingToken": config.pad_token_id,
    }


def random_model(config, deviation, seed):
    generator = torch.Generator().manual_seed(seed)
    model = OPTForCausalLM(config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            norm = name.endswith("layer_norm.weight")
            parameter.copy_((1 + 0.3 * noise if norm else deviation * noise).half())
    return model


def copy_of(model):
    other = OPTForCausalLM(model.config)
    other.load_state_dict(model.state_dict())
    return other.train()


def texts(rows, length, config, generator):
    return torch.randint(3, config.vocab_size, (rows, length), generator=generator)


def padded(prompts, side):
    length = max(map(len, prompts))
    fill = lambda values, filling: [filling] * (length - len(values)) + values if side == "left" else values + [filling] * (length - len(values))
    return (torch.tensor([fill(list(p), padding) for p in prompts]),
            torch.tensor([fill([1] * len(p), 0) for p in prompts]))


def digests(tensors):
    """What tells arrays from others, a row each in the order of the parameters: norm, sum, largest magnitude, and eight
    entries at equal distances from first to last."""
    return torch.stack([digest(tensor.detach().double().reshape(-1)) for tensor in tensors.values()]).float()


def digest(flat):
    entries = flat[[i * (len(flat) - 1) // 7 for i in range(8)]]
    return torch.cat([torch.stack([flat.norm(), flat.sum(), flat.abs().max()]), entries])


def exactly(number):
    return float(f"{float(number):.9g}")


def computed(model, name, ids, mask, expected, whole=False):
    """Logits of all tokens [tokens, vocabulary], text by text, loss and gradients."""
    seen = torch.ones_like(ids) if mask is None else mask
    labels = torch.where(seen == 1, ids, -100)
    between = labels.clone()
    between[:, 1:][seen[:, :-1] == 0] = -100
    model.zero_grad()
    output = model(input_ids=ids, attention_mask=mask, labels=between)
    output.loss.backward()
    gradients = {key: parameter.grad for key, parameter in model.named_parameters()}
    results = {f"{name}.logits": output.logits[seen == 1].detach(), f"{name}.gradients": digests(gradients)}
    if whole:
        results.update({f"{name}.gradients.{key}": g.clone() for key, g in gradients.items()})
    expected.update(results)
    described = {"name": name, "ids": ids.tolist(), "mask": None if mask is None else mask.tolist(), "loss": exactly(output.loss)}
    if not torch.equal(labels[:, 1:], between[:, 1:]):
        loss = lambda: exactly(model(input_ids=ids, attention_mask=mask, labels=labels).loss)
        described["lossFromPadding"] = loss()
        model.set_attn_implementation("sdpa")
        described["lossFromPaddingSdpa"] = loss()
        model.set_attn_implementation("eager")
    return described


def padded_cases(model, rows, expected, whole):
    """Padding on the left and on the right: what is computed is the same, and stored once."""
    right_expected = {}
    left = computed(model, "left", *padded(rows, "left"), expected, whole)
    right = computed(model, "right", *padded(rows, "right"), right_expected)
    for part in ("logits", "gradients"):
        one, other = expected[f"left.{part}"], right_expected[f"right.{part}"]
        assert (one - other).abs().max() < 3e-5, (one - other).abs().max()
    assert abs(left["loss"] - right["loss"]) < 3e-6
    return [left, right]


def one_step(model, ids, rate, expected):
    """A step of AdamW on all parameters, and by how much each changed."""
    trained = copy_of(model)
    optimizer = torch.optim.AdamW(trained.parameters(), lr=rate, weight_decay=0.01)
    trained(input_ids=ids, labels=ids).loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(trained.parameters(), 1.0)
    optimizer.step()
    start = dict(model.named_parameters())
    expected["step.changes"] = digests({key: p - start[key] for key, p in trained.named_parameters()})
    return {"ids": ids.tolist(), "learningRate": rate, "weightDecay": 0.01, "clippedNorm": 1.0, "norm": exactly(norm),
            "lossAfter": exactly(trained.eval()(input_ids=ids, labels=ids).loss)}


def curve(model, batches, rate, warm_up, held_out, clip=1.0, accumulation=2, schedule=True):
    """Steps of AdamW with linear warm-up and decay, each on the mean gradient of two batches, clipped."""
    trained = copy_of(model)
    optimizer = torch.optim.AdamW(trained.parameters(), lr=rate, weight_decay=0.01)
    steps = len(batches) // accumulation
    rates = get_linear_schedule_with_warmup(optimizer, warm_up, steps) if schedule else None
    losses, norms, used = [], [], []
    for step in range(steps):
        for batch in batches[step * accumulation:(step + 1) * accumulation]:
            loss = trained(input_ids=batch, labels=batch).loss
            (loss / accumulation).backward()
            losses.append(exactly(loss))
        norms.append(exactly(torch.nn.utils.clip_grad_norm_(trained.parameters(), clip)))
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        optimizer.zero_grad()
        if rates:
            rates.step()
    after = exactly(trained.eval()(input_ids=held_out, labels=held_out).loss)
    return {"batches": [b.tolist() for b in batches], "accumulation": accumulation, "learningRate": rate,
            "weightDecay": 0.01, "clippedNorm": clip, "warmUpSteps": warm_up, "steps": steps, "losses": losses,
            "norms": norms, "learningRates": used, "heldOut": held_out.tolist(), "lossAfter": after}


def told_apart(model, batches, rate, warm_up, held_out, golden):
    """How far the curve moves when one of its ingredients is missing: the test could not see what moves nothing."""
    variants = {
        "clipping": dict(clip=1e9), "accumulation": dict(accumulation=1), "schedule": dict(schedule=False),
    }
    moved = {}
    for missing, change in variants.items():
        other = curve(model, batches, rate, warm_up, held_out, **change)
        moved[missing] = abs(other["lossAfter"] - golden["lossAfter"])
    later = curve(model, batches, rate, 0, held_out)
    moved["warm-up"] = abs(later["lossAfter"] - golden["lossAfter"])
    return moved


def golden_model(name, config, deviation, seed, rate, whole=False):
    model = random_model(config, deviation, seed)
    generator = torch.Generator().manual_seed(seed + 1)
    expected = {}
    length = min(10, config.max_position_embeddings)
    ids = texts(3, length, config, generator)
    ids[1, 4] = padding  # as a token like others, without a mask: its embedding learns nothing where it is read
    lengths = [length, 3, length - 3]
    rows = [texts(1, n, config, generator)[0].tolist() for n in lengths]
    cases = [computed(model, "plain", ids, None, expected), *padded_cases(model, rows, expected, whole)]
    longest = texts(1, config.max_position_embeddings, config, generator)
    cases += [computed(model, "longest", longest, None, expected)]
    step = one_step(model, texts(4, length, config, generator), rate, expected)
    # Texts of few kinds of tokens beside texts of all kinds: gradients of different norms.
    batches = [texts(3, length, config, generator) if b % 3 else 3 + texts(3, length, config, generator) % 4 for b in range(10)]
    held_out = texts(4, length, config, generator)
    training = (batches, rate, 2, held_out)
    learned = curve(model, *training)
    moved = told_apart(model, *training, learned)
    assert min(moved.values()) > 2e-3, moved
    # All texts in every step, in two halves: whatever the order of the texts, the steps are the same.
    halves = [texts(3, length, config, generator) for _ in range(2)]
    fitted = curve(model, halves * 5, rate, 2, held_out)
    stored = {key: p.detach().half().contiguous() for key, p in model.named_parameters()}
    assert all(torch.equal(stored[key].float(), p) for key, p in model.named_parameters())
    return {"name": name, "configuration": ours(config), "cases": cases, "step": step, "curve": learned, "fit": fitted,
            "movedWithout": {key: exactly(m) for key, m in moved.items()}}, stored, expected


def models():
    yield "pre-norm", configuration(60, 32, 32, 40, 2, 4, 40, True), 0.3, 139, 0.02
    yield "post-norm", configuration(60, 32, 16, 48, 2, 4, 32, False), 0.4, 211, 0.02
    yield "odd", configuration(51, 20, 20, 36, 1, 1, 23, True), 0.4, 300, 0.02, True
    yield "three-layers", configuration(48, 64, 64, 24, 3, 2, 24, True), 0.2, 405, 0.02


if __name__ == "__main__":
    golden = {"versions": {"transformers": transformers.__version__, "torch": torch.__version__.split("+")[0]}, "models": []}
    for each in models():
        described, stored, expected = golden_model(*each)
        golden["models"].append(described)
        save_file(stored, here / "opt" / f"{described['name']}.safetensors", {"format": "pt"})
        save_file(expected, here / "opt" / f"{described['name']}.expected.safetensors")
    (here / "opt.json").write_text(json.dumps(golden) + "\n")
