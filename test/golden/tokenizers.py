"""Byte-level BPE by Hugging Face's tokenizers: what is learned from small corpora, the ids of awkward texts, and special
tokens as transformers treats them for OPT.
Run: python tokenizers.py   (tokenizers 0.23.3, transformers 5.23.0; writes tokenizers.json)
"""
import os, sys

sys.path.pop(0)  # this folder, whose file has the name of the library
os.environ["HF_HUB_OFFLINE"] = "1"
import json, pathlib, random, tempfile
import tokenizers, transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GPT2Tokenizer

# Beginnings of chapters of "Alice's Adventures in Wonderland" (public domain), and what is no English.
alice = """Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing to do: once or
twice she had peeped into the book her sister was reading, but it had no pictures or conversations in it, "and what is
the use of a book," thought Alice "without pictures or conversations?"

So she was considering in her own mind (as well as she could, for the hot day made her feel very sleepy and stupid),
whether the pleasure of making a daisy-chain would be worth the trouble of getting up and picking the daisies, when
suddenly a White Rabbit with pink eyes ran close by her. There was nothing so very remarkable in that; nor did Alice
think it so very much out of the way to hear the Rabbit say to itself, "Oh dear! Oh dear! I shall be late!"

"Curiouser and curiouser!" cried Alice (she was so much surprised, that for the moment she quite forgot how to speak
good English); "now I'm opening out like the largest telescope that ever was! Good-bye, feet!" (for when she looked down
at her feet, they seemed to be almost out of sight, they were getting so far off). "Oh, my poor little feet, I wonder
who'll put on your shoes and stockings for you now, dears? I'm sure I sha'n't be able! I shall be a great deal too far
off to trouble myself about you: you must manage the best way you can;--but I must be kind to them," thought Alice, "or
perhaps they won't walk the way I want to go! Let me see: I'll give them a new pair of boots every Christmas."
"""
mixed = (
    "Gr\u00fc\u00dfe, gr\u00fc\u00dfe! \u4f60\u597d\u4e16\u754c \u4f60\u597d \u041f\u0440\u0438\u0432\u0435\u0442, \u043f\u0440\u0438\u0432\u0435\u0442. "
    "1984 198 1 19 2024\r\n\r\n\t\tif (x == 10) {\r\n\t\t\treturn x;\r\n\t\t}\r\n \U0001f600\U0001f600 \U0001f600! \U0001f468\u200d\U0001f469\u200d\U0001f467 "
    "aaaa aaaaaaa aaa aaaaaaaaaaaa bababab abababa baba  \n\n\n   \n"
)
generator = random.Random(5)
# Few letters, long runs of one, and many ties.
runs = " ".join("".join(generator.choice("aab") for _ in range(generator.randint(1, 14))) for _ in range(300))
corpora = {"alice": alice, "mixed": mixed, "runs": runs, "both": alice + mixed}
special = ["<s>", "<pad>", "</s>", "<unk>"]


def trained(texts, size, minimum, special_tokens=special):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=minimum,
        special_tokens=special_tokens,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def learned(tokenizer):
    model = json.loads(tokenizer.to_str())["model"]
    tokens = [token for token, _ in sorted(model["vocab"].items(), key=lambda entry: entry[1])]
    return {"tokens": tokens, "merges": [" ".join(pair) for pair in model["merges"]]}


trainings = []
for name, size, minimum, special_tokens in [
    ("alice", 500, 2, special), ("mixed", 600, 1, special), ("runs", 300, 2, special), ("runs", 700, 1, special),
    ("both", 520, 2, special), ("alice", 330, 2, []), ("alice", 340, 2, ["<|endoftext|>", "gr\u00fc \u00dfe"]),
    ("mixed", 260, 1, special), ("alice", 320, 2, ["the", "ing"]),
]:  # fmt: skip
    results = [learned(trained([corpora[name]], size, minimum, special_tokens)) for _ in range(5)]
    assert all(result == results[0] for result in results), "the reference has no one answer"
    trainings.append({"corpus": name, "size": size, "minimum": minimum, "special": special_tokens, **results[0]})

# The tokens of a corpus that spells special tokens out: in the text, and cut out of it.
marked = alice.replace(" the ", " <unk> ").replace("Alice", "</s>")
pieces = [piece for part in marked.split("<unk>") for piece in part.split("</s>")]
markings = {
    "text": marked,
    "spelled": learned(trained([marked], 400, 2)),
    "cut": learned(trained(pieces, 400, 2)),
}

awkward = [
    "", " ", "  ", "\n", "a", " a", "a ", "  lead", "tail  ", "a  b", "a \n b", "\r\n\r\n x", "\t\tx\t", "a\u00a0b \u00a0 c",
    "it's they'll we've I'm you'd he're don't IT'S 'tis ''s 'll'", "don\u2019t", "x'r e 're", "'", "'l", "12345 1,000.50 \u00bd \u2167 \u0663\u0664",
    "a\u0085b \u0085 \u0085c", "\ufeffa \ufeff\ufeff b", "\u180e \u200b x", "\u2028\u2029 x", "\u001c\u001d \u001fx", "a\u0000b\u0001",
    "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f1e9\U0001f1ea", "\ua66e \U0001d518\U0001d52b", "e\u0301 \u00e9 \u1e9e \u0149", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "\u4f60\u597d\uff0c\u4e16\u754c\uff01", "\ufffd \ufffe", "constructor __proto__ toString", "</s><s><unk> <unk> </s>x <pad>", "\u0120the \u010a",
    "Alice was beginning to see the curiouser Rabbit.\n\nSo?", "aaaaaaaaaaaaa bababababa abba " + "a" * 700, "\n" * 30 + "end" + " " * 40,
]  # fmt: skip
awkward += ["".join(generator.choice("ab '\nslrev\u00e9\U0001f600\u00a01!\t\u0085") for _ in range(40)) for _ in range(40)]


def model_of(training):
    tokenizer = Tokenizer(
        models.BPE(
            vocab={token: id for id, token in enumerate(training["tokens"])},
            merges=[tuple(merge.split(" ")) for merge in training["merges"]],
        )
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


# A vocabulary with merges as no training gives them: ranks do not grow with length, tokens come from several pairs.
shuffled = {key: list(value) for key, value in learned(trained([runs], 500, 1)).items()}
known = set(shuffled["tokens"][4:])
for token in shuffled["tokens"][4:]:
    for cut in range(1, len(token)):
        if token[:cut] in known and token[cut:] in known and f"{token[:cut]} {token[cut:]}" not in shuffled["merges"]:
            shuffled["merges"].append(f"{token[:cut]} {token[cut:]}")
generator.shuffle(shuffled["merges"])
encodings = []
for name, training in [("both", trainings[4]), ("runs", trainings[3]), ("shuffled", shuffled)]:
    tokenizer = model_of(training)
    texts = awkward + (runs.split(" ") if name == "shuffled" else [])
    encodings.append({"model": name, "ids": [tokenizer.encode(text).ids for text in texts]})

both = model_of(trainings[4])
count = len(trainings[4]["tokens"])
drawn = [[generator.randrange(count if length % 2 else 260) for _ in range(length)] for length in range(1, 40)]
decoded = [{"ids": ids, "text": both.decode(ids, skip_special_tokens=False)} for ids in drawn]

with tempfile.TemporaryDirectory() as folder:
    model = trainings[4]
    vocabulary = {token: id for id, token in enumerate(model["tokens"])}
    pathlib.Path(folder, "vocab.json").write_text(json.dumps(vocabulary))
    pathlib.Path(folder, "merges.txt").write_text("#version: 0.2\n" + "".join(f"{merge}\n" for merge in model["merges"]))
    names = {"bos_token": "</s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "</s>"}
    configuration = {"tokenizer_class": "GPT2Tokenizer", "add_bos_token": True, **names}
    pathlib.Path(folder, "tokenizer_config.json").write_text(json.dumps(configuration))
    opt = GPT2Tokenizer.from_pretrained(folder)
    opt_ids = [opt(text)["input_ids"] for text in awkward]
    opt.save_pretrained(folder)
    saved = {name: pathlib.Path(folder, name).read_text() for name in ["tokenizer.json", "tokenizer_config.json"]}
    opt = {"configuration": configuration, "ids": opt_ids, "saved": saved}

golden = {
    "versions": {"tokenizers": tokenizers.__version__, "transformers": transformers.__version__},
    "corpora": corpora,
    "trainings": trainings,
    "markings": markings,
    "texts": awkward,
    "shuffled": shuffled,
    "encodings": encodings,
    "decoded": decoded,
    "opt": opt,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
