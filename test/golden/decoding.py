"""Decoding a language model that looks its logits up in a table. transformers 5.23.0, torch 2.13.0; run:
python -P decoding.py (without -P this folder's safetensors.py would be taken for the package)"""
import json, pathlib
import numpy as np, torch
from transformers import GenerationConfig, GenerationMixin, PreTrainedConfig, PreTrainedModel
from transformers.generation.logits_process import (
    LogitsProcessorList, NoRepeatNGramLogitsProcessor, RepetitionPenaltyLogitsProcessor, SuppressTokensLogitsProcessor,
    TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper, TypicalLogitsWarper,
)
from transformers.modeling_outputs import CausalLMOutputWithPast

rng = np.random.default_rng(11)
VOCABULARY, STATES, END = 29, 101, 1
table = rng.normal(0, 1.5, size=(STATES, VOCABULARY)).astype(np.float32)
table[:, END] += 0.5
# Tokens that come again and again, so that penalties and n-grams matter.
table[:, 5] += 1.5
table[:, 6] += 1.2


class TableConfig(PreTrainedConfig):
    model_type = "table"
    vocab_size = VOCABULARY


class TableModel(PreTrainedModel, GenerationMixin):
    config_class = TableConfig

    def __init__(self, config):
        super().__init__(config)
        self.unused = torch.nn.Parameter(torch.zeros(1))

    def forward(self, input_ids, **others):
        """The state is folded over the last three tokens and the length: beams merge and part again."""
        rows = []
        for ids in input_ids.tolist():
            state = 7 * len(ids)
            for token in ids[-3:]:
                state = (state * 31 + token + 1) % STATES
            rows.append(table[state])
        return CausalLMOutputWithPast(logits=torch.tensor(np.stack(rows))[:, None, :])

    @classmethod
    def can_generate(cls):
        return True


model = TableModel(TableConfig()).eval()


def generate(prompts, settings):
    names = {"maximumNewTokens": "max_new_tokens", "minimumNewTokens": "min_new_tokens", "beams": "num_beams",
             "repetitionPenalty": "repetition_penalty", "noRepeatNgram": "no_repeat_ngram_size",
             "lengthPenalty": "length_penalty", "earlyStopping": "early_stopping", "endToken": "eos_token_id",
             "suppressedTokens": "suppress_tokens"}
    given = {names[name]: value for name, value in settings.items()}
    config = GenerationConfig(do_sample=False, use_cache=False, pad_token_id=0, **given)
    output = model.generate(torch.tensor(prompts), attention_mask=torch.ones(np.shape(prompts), dtype=torch.long),
                            generation_config=config)
    results = []
    for row in output[:, len(prompts[0]):].tolist():
        end = settings.get("endToken")
        results.append(row[: row.index(end) + 1] if end in row else row[: settings["maximumNewTokens"]])
    return results


def written(numbers):
    """Nine digits name a number of 32 bits."""
    return [None if np.isinf(number) else float(f"{number:.9g}") for number in np.asarray(numbers).tolist()]


def some(choices):
    return choices[rng.integers(len(choices))]


searches = []
for index in range(90):
    settings = {"maximumNewTokens": int(rng.integers(1, 15))}
    if index >= 15:
        settings["beams"] = int(rng.integers(2, 6))
        if rng.random() < 0.5:
            settings["lengthPenalty"] = some([-1.0, 0.0, 0.6, 1.0, 2.0])
        if rng.random() < 0.6:
            settings["earlyStopping"] = some([True, False, "never"])
    if rng.random() < 0.7:
        settings["endToken"] = END
        if rng.random() < 0.3:
            settings["minimumNewTokens"] = int(rng.integers(1, settings["maximumNewTokens"] + 1))
    if rng.random() < 0.4:
        settings["repetitionPenalty"] = some([0.8, 1.3, 2.0, 3.0])
    if rng.random() < 0.4:
        settings["noRepeatNgram"] = some([1, 2, 3])
    if rng.random() < 0.2:
        settings["suppressedTokens"] = [5, 9, 5]
    prompts = rng.integers(2, VOCABULARY, size=(3, rng.integers(1, 8))).tolist()
    searches.append({"settings": settings, "prompts": prompts, "continuations": generate(prompts, settings)})

distributions = []
for index in range(24):
    settings = {}
    processors = LogitsProcessorList()
    if index % 4 == 3:
        settings["repetitionPenalty"] = some([0.7, 1.5])
        processors.append(RepetitionPenaltyLogitsProcessor(settings["repetitionPenalty"]))
    if index % 3 == 2:
        settings["noRepeatNgram"] = 2
        processors.append(NoRepeatNGramLogitsProcessor(2))
    if index % 5 == 4:
        settings["suppressedTokens"] = [3, 4]
        processors.append(SuppressTokensLogitsProcessor([3, 4]))
    settings["temperature"] = some([0.5, 1.0, 1.7])
    processors.append(TemperatureLogitsWarper(settings["temperature"]))
    if index % 2 == 1 or index == 0:
        settings["topK"] = some([3, 8, 15])
        processors.append(TopKLogitsWarper(settings["topK"]))
    if index % 3 != 0:
        settings["topP"] = some([0.5, 0.8, 0.95])
        processors.append(TopPLogitsWarper(settings["topP"]))
    if index % 4 >= 2:
        settings["typicalP"] = some([0.5, 0.8, 0.95])
        processors.append(TypicalLogitsWarper(settings["typicalP"]))
    logits = torch.tensor(rng.normal(0, 1.2, size=(1, VOCABULARY)), dtype=torch.float32)
    context = [5, 6, 7, 5, 6, 9, 5]
    scores = processors(torch.tensor([context]), logits)
    distributions.append({"settings": settings, "context": context, "logits": written(logits[0]),
                          "probabilities": written(torch.softmax(scores.double(), -1)[0])})

penalties = []
for penalty in (0.7, 1.1, 1.2, 3.0):
    logits = torch.tensor(rng.normal(0, 3, size=(1, VOCABULARY)), dtype=torch.float32)
    context = rng.integers(0, VOCABULARY, size=12).tolist()
    ngrams = NoRepeatNGramLogitsProcessor(1 if penalty == 3.0 else 2)
    scores = ngrams(torch.tensor([context]), RepetitionPenaltyLogitsProcessor(penalty)(torch.tensor([context]), logits))
    penalties.append({"repetitionPenalty": penalty, "noRepeatNgram": ngrams.ngram_size, "context": context,
                      "logits": written(logits[0]),
                      "scores": written(scores[0])})

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({
    "endToken": END, "table": [written(row) for row in table], "searches": searches, "distributions": distributions,
    "penalties": penalties,
}) + "\n")
