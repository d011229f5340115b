"""Small OPT language models by transformers: what they compute, learn and write.
Run: python opt.py   (transformers 5.23, PyTorch 2.13; writes opt.json, opt/NAME.safetensors, opt/NAME.expected.safetensors)

Everything in single precision with eager attention and without dropout: what is dropped depends on the random numbers of
the library, so dropout has no golden values.

  NAME.safetensors            random parameters with Hugging Face's names, stored as halves: both sides begin with the same
  NAME.expected.safetensors   logits of the tokens of every case, digests of gradients and of a step's changes by parameter
                              (see `digests`), all gradients of one case of the smallest model
  opt.json                    configurations, token ids, masks, losses, training curves, what is written

Adam makes a step of the learning rate out of any gradient, noise too. The keys' biases have no other: attention does not
depend on them, and what a step makes of them cannot be compared.

Masks. 1 is a token, 0 is padding, left or right. `loss` is the mean over the pairs of neighbours that are both tokens.
With the labels of padding set to -100 transformers also has the last padding before a text predict its first token:
`lossFromPadding`. Such a row of attention sees nothing; eager attention then weighs all tokens alike, later ones too, and
other implementations do something else (`lossFromPaddingSdpa`).

Margins. Greedy: the least difference between the best and the second score of a step. Beams: the least difference in all
decisions of the search, that is between the last beam kept and the first dropped, between an end that counts and one that
does not, between finished texts kept and dropped, and in the rule that ends the search. `least_margin` is demanded of all.
"""
import json, pathlib, sys, warnings

sys.path.pop(0)  # this folder, where a file has the name of a library
warnings.simplefilter("ignore")
import numpy as np
import torch
import transformers
from safetensors.torch import save_file
from transformers import OPTConfig, OPTForCausalLM, get_linear_schedule_with_warmup

transformers.logging.set_verbosity_error()
torch.use_deterministic_algorithms(True)
torch.set_num_threads(1)
here = pathlib.Path(__file__).parent
padding, beginning, end = 1, 2, 2
least_margin = 3e-4


class Watched(OPTForCausalLM):
    """Notes the margins of a beam search's decisions."""
    margins = []

    def note(self, *differences):
        Watched.margins.extend(float(d) for difference in differences for d in difference.reshape(-1) if d < 1e8)

    def _get_running_beams_for_next_iteration(self, **given):
        scores, stopped, beams = given["topk_log_probs"], given["next_token_hits_stopping_criteria"], given["num_beams"]
        going = (scores - 1e9 * stopped.float()).sort(-1, descending=True).values
        self.note((going[:, beams - 1] - going[:, beams])[going[:, beams] > -1e8])
        ends = stopped[:, beams - 1] != stopped[:, beams]
        self.note((scores[:, beams - 1] - scores[:, beams])[ends])
        return super()._get_running_beams_for_next_iteration(**given)

    def _update_finished_beams(self, **given):
        before, beams = given["beam_scores"], given["num_beams"]
        after = super()._update_finished_beams(**given)
        length = (given["cur_len"] + 1 - given["decoder_prompt_len"]) ** given["length_penalty"]
        new = torch.where(given["next_token_hits_stopping_criteria"] & given["top_num_beam_mask"][None],
                          given["topk_log_probs"] / length, torch.tensor(-1e9))
        merged = torch.cat([before, new], 1).sort(-1, descending=True).values
        for better, worse in [(0, 1), (beams - 1, beams)]:
            self.note((merged[:, better] - merged[:, worse])[merged[:, worse] > -1e8])
        return after

    def _check_early_stop_heuristic(self, **given):
        never = given["early_stopping"] == "never" and given["length_penalty"] > 0
        length = (given["max_length"] if never else given["cur_len"]) - given["decoder_prompt_len"]
        possible = given["running_beam_scores"][:, 0] / length ** given["length_penalty"]
        worst = given["beam_scores"].min(1).values
        self.note((possible - worst).abs()[given["is_sent_finished"].all(1)])
        return super()._check_early_stop_heuristic(**given)


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
    model = Watched(config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            norm = name.endswith("layer_norm.weight")
            parameter.copy_((1 + 0.3 * noise if norm else deviation * noise).half())
    return model


def copy_of(model):
    other = Watched(model.config)
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


def written(model, prompts, settings, end_token, alone=True):
    """New tokens of each prompt, to the end token or the longest length; the margin of the decisions."""
    Watched.margins = []
    ids, mask = padded(prompts, "left")
    out = model.generate(ids, attention_mask=mask, do_sample=False, pad_token_id=padding, eos_token_id=end_token,
                         return_dict_in_generate=True, output_scores=True, **settings)
    tokens = [trimmed(row[ids.shape[1]:].tolist(), end_token) for row in out.sequences]
    if settings.get("num_beams", 1) == 1:
        for step, scores in enumerate(out.scores):
            going = [step < len(row) for row in tokens]
            best = scores.sort(-1, descending=True).values
            model.note((best[:, 0] - best[:, 1])[going])
    margin = min(Watched.margins)
    if alone:
        for prompt, row in zip(prompts, tokens):
            assert written(model, [prompt], settings, end_token, False)[0] == [row], "beside others it writes something else"
    return tokens, margin


def trimmed(row, end_token):
    return row[:row.index(end_token) + 1] if end_token in row else row


def generations(model, prompts, end_token, new):
    never = dict(min_new_tokens=new, max_new_tokens=new)
    ends = dict(max_new_tokens=new)
    five = dict(num_beams=5)
    cases = [
        ("greedy", never),
        ("greedy, repetition penalty", {**never, "repetition_penalty": 2.0}),
        ("greedy, no 3-gram twice", {**never, "no_repeat_ngram_size": 3}),
        ("greedy, to an end", ends),
        ("greedy, to an end after at least 6", {"min_new_tokens": 6, **ends}),
        ("beams", {**five, **never}),
        ("beams, length penalty 2", {**five, **never, "length_penalty": 2.0}),
        ("beams, repetition penalty", {**five, **never, "repetition_penalty": 2.0}),
        ("beams, no 3-gram twice", {**five, **never, "no_repeat_ngram_size": 3}),
        ("beams, repetition penalty, no 3-gram twice", {**five, **never, "repetition_penalty": 2.0, "no_repeat_ngram_size": 3}),
        ("beams, to an end", {**five, **ends}),
        ("beams, to an end, length penalty 2", {**five, **ends, "length_penalty": 2.0}),
        ("beams, to an end, length penalty 0", {**five, **ends, "length_penalty": 0.0}),
        ("beams, to an end after at least 6", {**five, **ends, "min_new_tokens": 6}),
        ("beams, to an end, early stopping", {**five, **ends, "early_stopping": True}),
        ("two beams, to an end, early stopping, length penalty 2", {"num_beams": 2, **ends, "early_stopping": True, "length_penalty": 2.0}),
    ]
    results = []
    for name, settings in cases:
        tokens, margin = written(model, prompts, settings, end_token)
        assert margin > least_margin, f"{name}: two scores are {margin} apart: take another seed"
        results.append({"name": name, "settings": settings, "tokens": tokens, "margin": exactly(margin)})
    tokens_of = {result["name"]: result["tokens"] for result in results}
    for one, other in unlike:
        assert tokens_of[one] != tokens_of[other], f"{one}: as {other}"
    return results


# What a setting has to change.
unlike = [
    ("greedy, repetition penalty", "greedy"), ("greedy, no 3-gram twice", "greedy"), ("greedy, to an end", "greedy"),
    ("greedy, to an end after at least 6", "greedy, to an end"), ("beams", "greedy"),
    ("beams, repetition penalty", "beams"), ("beams, no 3-gram twice", "beams"),
    ("beams, repetition penalty, no 3-gram twice", "beams, repetition penalty"), ("beams, to an end", "beams"),
    ("beams, to an end, length penalty 2", "beams, to an end"), ("beams, to an end, length penalty 0", "beams, to an end"),
    ("beams, to an end after at least 6", "beams, to an end"), ("beams, to an end, early stopping", "beams, to an end"),
]


def prompt_that_repeats(model, config, generator):
    """a b c d a b, after which c is the most probable, so that the ban of 3-grams is felt."""
    tries = texts(2000, 4, config, generator)
    tries = torch.cat([tries, tries[:, :2]], 1)
    with torch.no_grad():
        best = model(input_ids=tries).logits[:, -1].topk(2)
    fits = (best.indices[:, 0] == tries[:, 2]) & (best.values[:, 0] - best.values[:, 1] > 0.5)
    return tries[fits][0].tolist()


def frequent_end(model, prompts, new, rank):
    """A token that is written now and then, so that texts end at different lengths."""
    counts = np.zeros(model.config.vocab_size, int)
    never = dict(min_new_tokens=new, max_new_tokens=new)
    for settings in (never, {**never, "num_beams": 5}, {**never, "repetition_penalty": 2.0}):
        for row in written(model, prompts, settings, end, False)[0]:
            counts[list(set(row))] += 1
    return int(np.argsort(-counts, kind="stable")[rank])


def generation(model, seed, rank, new):
    generator = torch.Generator().manual_seed(seed)
    prompts = [texts(1, n, model.config, generator)[0].tolist() for n in (5, 2, 8)]
    prompts.append(prompt_that_repeats(model, model.config, generator))
    end_token = frequent_end(model, prompts, new, rank)
    return {"prompts": prompts, "endToken": end_token, "cases": generations(model, prompts, end_token, new)}


def golden_model(name, config, deviation, seed, rank, new, rate, whole=False):
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
    stored = {key: p.detach().half().contiguous() for key, p in model.named_parameters()}
    assert all(torch.equal(stored[key].float(), p) for key, p in model.named_parameters())
    return {"name": name, "configuration": ours(config), "cases": cases, "step": step, "curve": learned,
            "movedWithout": {key: exactly(m) for key, m in moved.items()},
            "generation": generation(model, seed + 2, rank, new)}, stored, expected


def models():
    yield "pre-norm", configuration(60, 32, 32, 40, 2, 4, 40, True), 0.3, 139, 2, 14, 0.02
    yield "post-norm", configuration(60, 32, 16, 48, 2, 4, 32, False), 0.4, 211, 2, 14, 0.02
    yield "odd", configuration(51, 20, 20, 36, 1, 1, 23, True), 0.4, 300, 1, 14, 0.02, True
    yield "three-layers", configuration(48, 64, 64, 24, 3, 2, 24, True), 0.2, 405, 2, 14, 0.02


if __name__ == "__main__":
    golden = {"versions": {"transformers": transformers.__version__, "torch": torch.__version__.split("+")[0]}, "models": []}
    for each in models():
        described, stored, expected = golden_model(*each)
        for case in described["generation"]["cases"]:
            print(f"{case['margin']:.5f} {case['name']}: {[len(row) for row in case['tokens']]}")
        print({case["name"]: (case["loss"], case.get("lossFromPadding"), case.get("lossFromPaddingSdpa")) for case in described["cases"]})
        print(described["movedWithout"], described["curve"]["losses"], described["curve"]["norms"], described["curve"]["learningRates"])
        golden["models"].append(described)
        save_file(stored, here / "opt" / f"{described['name']}.safetensors", {"format": "pt"})
        save_file(expected, here / "opt" / f"{described['name']}.expected.safetensors")
    (here / "opt.json").write_text(json.dumps(golden) + "\n")
