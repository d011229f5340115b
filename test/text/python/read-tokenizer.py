"""Reads the tokenizer in a folder with transformers and with tokenizers, and prints what they make of texts.
Run: python read-tokenizer.py FOLDER < TEXTS.json
"""
import json, os, sys

os.environ["HF_HUB_OFFLINE"] = "1"
from tokenizers import Tokenizer
from transformers import AutoTokenizer

folder = sys.argv[1]
texts = json.load(sys.stdin)
auto = AutoTokenizer.from_pretrained(folder)
whole = os.path.join(folder, "tokenizer.json")
plain = Tokenizer.from_file(whole) if os.path.exists(whole) else None
answer = {
    "size": len(auto),
    "special": [auto.bos_token_id, auto.eos_token_id, auto.pad_token_id, auto.unk_token_id],
    "ids": [auto(text)["input_ids"] for text in texts],
    "plain": plain and [plain.encode(text, add_special_tokens=False).ids for text in texts],
    "decoded": [auto.decode(auto(text)["input_ids"]) for text in texts],
}
print(json.dumps(answer))
