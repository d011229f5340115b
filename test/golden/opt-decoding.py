"""What the small OPT language models of opt.py write, by transformers.
Run: python opt.py, then python opt-decoding.py   (transformers 5.23, PyTorch 2.13; writes opt-decoding.json)

In single precision with eager attention. Prompts of different lengths are read side by side, filled up on the left, and each
by itself: what follows is the same. `settings` are those of `generate`; `tokens` are the new ones, up to the end token, which
is the last where it came.

Margins. Greedy: the least difference between the best and the second score of a step. Beams: the least difference in all
decisions of the search, that is between the last beam kept and the first dropped, between an end that counts and one that
does not, between finished texts kept and dropped, and in the rule that ends the search. `least_margin` is demanded of all,
so that others who compute in 32 bits write the same tokens.
"""
import json, pathlib, sys, warnings

sys.path.pop(0)  # this folder, where a file has the name of a library
warnings.simplefilter("ignore")
import numpy as np
import torch
import transformers
from safetensors.torch import load_file
from transformers import OPTConfig, OPTForCausalLM

transformers.logging.set_verbosity_error()
torch.use_deterministic_algorithms(True)
torch.set_num_threads(1)
here = pathlib.Path(__file__).parent
padding = 1
least_margin = 3e-4
new = 14
hugging_face = {
    "vocab_size": "vocabularySize", "hidden_size": "hiddenSize", "word_embed_proj_dim": "embeddingSize",
    "ffn_dim": "feedForwardSize", "num_hidden_layers": "layers", "num_attention_heads": "heads",
    "max_position_embeddings": "positions", "do_layer_norm_before": "normalizeBefore", "dropout": "dropout",
    "attention_dropout": "attentionDropout", "bos_token_id": "beginningToken", "eos_token_id": "endToken",
    "pad_token_id": "paddingToken",
}


class Watched(OPTForCausalLM):
    """Notes by how much a beam search decides."""
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


def stored_model(described):
    config = OPTConfig(**{theirs: described["configuration"][ours] for theirs, ours in hugging_face.items()}, attn_implementation="eager")
    model = Watched(config)
    missing = model.load_state_dict({k: v.float() for k, v in load_file(here / "opt" / f"{described['name']}.safetensors").items()}, strict=False)
    assert missing.missing_keys == ["lm_head.weight"] and not missing.unexpected_keys, missing
    return model.eval()


def texts(rows, length, config, generator):
    return torch.randint(3, config.vocab_size, (rows, length), generator=generator)


def padded_left(prompts):
    length = max(map(len, prompts))
    return (torch.tensor([[padding] * (length - len(p)) + p for p in prompts]),
            torch.tensor([[0] * (length - len(p)) + [1] * len(p) for p in prompts]))


def exactly(number):
    return float(f"{float(number):.9g}")


def written(model, prompts, settings, end_token, alone=True):
    """New tokens of each prompt, to the end token or the longest length; the margin of the decisions."""
    Watched.margins = []
    ids, mask = padded_left(prompts)
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


def generations(model, prompts, end_token):
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


def frequent_end(model, prompts, rank):
    """A token that is written now and then, so that texts end at different lengths."""
    counts = np.zeros(model.config.vocab_size, int)
    never = dict(min_new_tokens=new, max_new_tokens=new)
    for settings in (never, {**never, "num_beams": 5}, {**never, "repetition_penalty": 2.0}):
        for row in written(model, prompts, settings, model.config.eos_token_id, False)[0]:
            counts[list(set(row))] += 1
    return int(np.argsort(-counts, kind="stable")[rank])


def generation(model, seed, rank):
    generator = torch.Generator().manual_seed(seed)
    prompts = [texts(1, n, model.config, generator)[0].tolist() for n in (5, 2, 8)]
    prompts.append(prompt_that_repeats(model, model.config, generator))
    end_token = frequent_end(model, prompts, rank)
    return {"prompts": prompts, "endToken": end_token, "cases": generations(model, prompts, end_token)}


seeds = {"pre-norm": (141, 2), "post-norm": (213, 2), "odd": (302, 1), "three-layers": (407, 2)}

if __name__ == "__main__":
    golden = {"versions": {"transformers": transformers.__version__, "torch": torch.__version__.split("+")[0]}, "models": []}
    for described in json.loads((here / "opt.json").read_text())["models"]:
        name = described["name"]
        golden["models"].append({"name": name, **generation(stored_model(described), *seeds[name])})
        for case in golden["models"][-1]["cases"]:
            print(f"{case['margin']:.5f} {[len(row) for row in case['tokens']]} {name}: {case['name']}")
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
