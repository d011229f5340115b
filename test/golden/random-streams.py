"""Reference outputs of the generator, of the key derivation and of whole streams. Writes random-streams.json.

Run: python random-streams.py            (standard library only)

xoshiro128++ follows the authors' C code (prng.di.unimi.it/xoshiro128plusplus.c); its outputs for the state
1, 2, 3, 4 are the ones published with the Rust crate rand_xoshiro, made with that C code. Threefry follows the
paper (Salmon et al. 2011); its outputs are checked against the known answers published with Random123.
"""
import json
import pathlib
import struct

MASK = 0xFFFFFFFF


def rotate(x, k):
    return ((x << k) | (x >> (32 - k))) & MASK


def xoshiro(state, count):
    s = list(state)
    words = []
    for _ in range(count):
        words.append((rotate((s[0] + s[3]) & MASK, 7) + s[0]) & MASK)
        t = (s[1] << 9) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 11)
    return words


ROTATIONS = [(10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20)]


def threefry(key, block):
    k = list(key) + [0x1BD11BDA ^ key[0] ^ key[1] ^ key[2] ^ key[3]]
    x = [(b + w) & MASK for b, w in zip(block, k)]
    for r in range(20):
        p, q = (1, 3) if r % 2 == 0 else (3, 1)
        x[0] = (x[0] + x[p]) & MASK
        x[p] = rotate(x[p], ROTATIONS[r % 8][0]) ^ x[0]
        x[2] = (x[2] + x[q]) & MASK
        x[q] = rotate(x[q], ROTATIONS[r % 8][1]) ^ x[2]
        if r % 4 == 3:
            s = r // 4 + 1
            x = [(x[i] + k[(s + i) % 5] + (s if i == 3 else 0)) & MASK for i in range(4)]
    return x


PI = [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344]
assert xoshiro([1, 2, 3, 4], 10) == [641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732,
                                     1355841295, 495546011, 621204420]
assert threefry([0] * 4, [0] * 4) == [0x9C6CA96A, 0xE17EAE66, 0xFC10ECD4, 0x5256A7D8]
assert threefry([MASK] * 4, [MASK] * 4) == [0x2A881696, 0x57012287, 0xF6C7446E, 0xA16A6732]
assert threefry([0xA4093822, 0x299F31D0, 0x082EFA98, 0xEC4E6C89], PI) == [0x59CD1DBB, 0xB8879579, 0x86B5D00C,
                                                                          0xAC8B6D84]


def derive(key, label):
    """A label as blocks of three words and a tag; see lib/random/derive-key.ts."""
    if isinstance(label, str):
        wide = any(ord(c) > 255 for c in label)
        raw = label.encode("utf-16-be") if wide else label.encode("latin-1")
        units = len(raw) // 2 if wide else len(raw)
        per_word = 2 if wide else 4
        start = 0
        while True:
            left = units - start
            final = left <= 3 * per_word
            block = []
            for w in range(3):
                first = start + w * per_word
                last = max(first, min(first + per_word, units))
                block.append(int.from_bytes(raw[first * 4 // per_word:last * 4 // per_word], "big"))
            key = threefry(key, block + [(5 if wide else 4) + (8 + 16 * left if final else 0)])
            if final:
                return key
            start += 3 * per_word
    if float(label).is_integer() and -2**31 <= label < 2**31:
        return threefry(key, [int(label) & MASK, 0, 0, 1])
    return threefry(key, list(struct.unpack(">II", struct.pack(">d", label))) + [0, 2])


def text(key):
    return "".join(f"{w:08x}" for w in key)


def uniforms(key, count):
    words = xoshiro(key, 2 * count)
    return [((high >> 11) * 2**32 + low) / 2**53 for high, low in zip(words[::2], words[1::2])]


PATHS = [[0], [1], ["1"], [-1], [2**31], [0.5], [1e300], [""], ["a"], ["twelve chars"], ["thirteen char"],
         ["24 characters, two block"], ["naïve"], ["Übergröße"], ["μ"], ["模型崩溃"], ["six wide模"], ["🙂 beyond"],
         ["seed", "a", "b"], ["seed", "b", "a"], [7, 3, "synthetic", 12, "measure"]]
streams = []
for path in PATHS:
    key = PI
    for label in path:
        key = derive(key, label)
    streams.append({"path": path, "key": text(key), "uniforms": uniforms(key, 3)})

states = [[1, 2, 3, 4], PI, [MASK, 0, 0x80000000, 1]]
result = {
    "generator": [{"key": text(s), "first": uniforms(s, 5), "after1000": uniforms(s, 1005)[1000:]} for s in states],
    "streams": streams,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
