import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FetchContext, fetchCommand } from "../../lib/commands/fetch";
import type { ModelFile, ModelManifest } from "../../lib/data/models";
import { readModels } from "../../lib/data/sources/fetch-model";
import { loadOpt } from "../../lib/fitters/files/opt";
import { optParameterShapes } from "../../lib/nets/opt/configuration";
import { OutputError } from "../../lib/runner/files/write-atomically";
import { UsageError } from "../../lib/runner/usage-error";
import { type DataServer, serveRange, startServer } from "../data/sources/data-server";
import { goldenPath } from "../fitters/files/opt-goldens";

const names = ["config.json", "pytorch_model.bin"];
const contents: Readonly<Record<string, Buffer>> = Object.fromEntries(
  names.map((name) => [name, readFileSync(goldenPath(`pickle-half/${name}`))]),
);
const weights = contents["pytorch_model.bin"]!;

let cache: string;
let server: DataServer;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), "cache-"));
  answer = (request, response) => serveRange(contents[request.url!.slice(1)]!, request, response);
  server = await startServer((request, response) => answer(request, response));
});
afterEach(async () => {
  await server.close();
  rmSync(cache, { recursive: true, force: true });
});

const hash = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest("hex");

/** The tiny model on the test's server: one file known by each kind of digest. */
function tiny(change: Partial<ModelFile> = {}): ModelManifest {
  const files = names.map((path): ModelFile => {
    const bytes = contents[path]!;
    const digest =
      path === "config.json"
        ? { gitBlob: hash("sha1", Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes])) }
        : { sha256: hash("sha256", bytes), ...change };
    return { path, bytes: bytes.length, urls: [new URL(path, server.url).href], ...digest };
  });
  const about = { title: "A tiny OPT", citation: "nobody 2026", licence: "free", files };
  return { models: [{ name: "opt-tiny", ...about }] };
}

function run(words: readonly string[], change: Partial<FetchContext> = {}) {
  const written: string[] = [];
  const context: FetchContext = {
    models: tiny(),
    cache,
    terminal: { write: (text) => written.push(text) },
    signal: new AbortController().signal,
    patience: 10,
    ...change,
  };
  return { code: fetchCommand(words, context), written, text: () => written.join("") };
}

const folder = () => join(cache, "opt-tiny");
const requested = (path: string) => server.requests.filter(({ url }) => url === `/${path}`);

describe("a model", () => {
  test("is downloaded, checked and told of, and can be loaded; next time it is there", async () => {
    const first = run(["opt-tiny"]);
    expect(await first.code).toBe(0);
    expect(first.text()).toBe(
      "config.json (602 B)  downloading\nconfig.json (602 B)  downloaded and checked\n" +
        "pytorch_model.bin (21 kB)  downloading\npytorch_model.bin (21 kB)  downloaded and checked\n" +
        `A tiny OPT: 0 million parameters in 2 layers, in ${folder()}\nLicence: free\n`,
    );
    expect(readdirSync(folder()).sort()).toEqual(names);
    expect(await loadOpt(folder())).toEqual(await loadOpt(goldenPath("pickle-half")));
    const second = run(["opt-tiny"]);
    expect(await second.code).toBe(0);
    expect(second.text()).toMatch(
      /^config\.json \(602 B\) {2}is there\npytorch_model\.bin \(21 kB\) {2}is there\n/,
    );
    expect(server.requests).toHaveLength(2);
  });

  test("goes into another folder when asked", async () => {
    const output = join(cache, "some/where");
    expect(await run(["opt-tiny", "--output", output]).code).toBe(0);
    expect(readdirSync(output).sort()).toEqual(names);
    expect(existsSync(folder())).toBe(false);
  });

  test("is shown as it comes on a terminal", async () => {
    const written: string[] = [];
    const terminal = { isTTY: true, write: (text: string) => written.push(text) };
    expect(await run(["opt-tiny"], { terminal }).code).toBe(0);
    expect(written.join("")).toMatch(
      /\rpytorch_model\.bin \(21 kB\) {2}downloading *\r.*downloading 100 % *\r.*downloaded and checked *\n/,
    );
  });

  test("whose download broke off is resumed where it ended, by the same run and by the next", async () => {
    const sent: ServerResponse[] = [];
    const broken = (request: IncomingMessage, response: ServerResponse) => {
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      const head = { "content-length": weights.length - from, "content-range": `bytes ${from}-${weights.length - 1}/${weights.length}` };
      response.writeHead(from > 0 ? 206 : 200, head);
      response.write(weights.subarray(from, from + 5000));
      sent.push(response);
    };
    // The connection breaks when what was sent has come.
    const write = (text: string) => {
      if (/downloading [1-9]/.test(text)) sent.at(-1)?.destroy();
    };
    const usual = answer;
    answer = (request, response) => (request.url === "/pytorch_model.bin" ? broken : usual)(request, response);
    const failing = run(["opt-tiny"], { terminal: { isTTY: true, write } });
    await expect(failing.code).rejects.toThrow(OutputError);
    const ranges = requested("pytorch_model.bin").map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, "bytes=5000-", "bytes=10000-"]);
    expect(existsSync(join(folder(), "pytorch_model.bin"))).toBe(false);
    answer = usual;
    expect(await run(["opt-tiny"]).code).toBe(0);
    expect(requested("pytorch_model.bin").at(-1)!.headers.range).toBe("bytes=15000-");
    expect(readFileSync(join(folder(), "pytorch_model.bin"))).toEqual(weights);
    expect(readdirSync(folder()).sort()).toEqual(names);
  }); // biome-ignore format: a server

  test("that is stopped keeps what came, and ends with 130", async () => {
    const controller = new AbortController();
    const usual = answer;
    answer = (request, response) => {
      if (request.url === "/config.json") return usual(request, response);
      response.writeHead(200, { "content-length": weights.length });
      response.write(weights.subarray(0, 7000));
    };
    const terminal = {
      isTTY: true,
      write: (text: string) => {
        if (/downloading [1-9]/.test(text) && text.includes("pytorch_model")) controller.abort();
      },
    };
    expect(await run(["opt-tiny"], { signal: controller.signal, terminal }).code).toBe(130);
    const part = readFileSync(join(folder(), "pytorch_model.bin.part"));
    expect(part.length).toBeGreaterThan(0);
    expect(part).toEqual(weights.subarray(0, part.length));
  });
});

describe("a file that is another one", () => {
  test("is set aside and downloaded again", async () => {
    expect(await run(["opt-tiny"]).code).toBe(0);
    const path = join(folder(), "pytorch_model.bin");
    const changed = Buffer.from(weights);
    changed[9999]! ^= 1;
    writeFileSync(path, changed);
    const again = run(["opt-tiny"]);
    expect(await again.code).toBe(0);
    expect(again.text()).toContain(
      "pytorch_model.bin (21 kB)  was another file, set aside as .damaged; downloading\n",
    );
    expect(readFileSync(path)).toEqual(weights);
    expect(readFileSync(`${path}.damaged`)).toEqual(changed);
  });

  const other = hash("sha256", Buffer.from("another"));
  const own = hash("sha256", weights);
  test.each<[string, Partial<ModelFile>, string]>([
    ["has another digest", { sha256: other }, `its sha256 is ${own}; expected sha256 ${other}`],
    ["has another digest of git's", { sha256: undefined, gitBlob: "00" }, "; expected git blob 00"],
    ["is too short", { bytes: weights.length + 9 }, `truncated: ${weights.length} bytes in place of ${weights.length + 9}; expected sha256 ${own}`],
    ["is a little too long", { bytes: weights.length - 9 }, `too long: ${weights.length} bytes in place of ${weights.length - 9}; expected sha256 ${own}`],
    ["is much too long", { bytes: 10 }, "longer than the 10 bytes expected"],
    ["is not served", { urls: ["missing"] }, "HTTP 404 Not Found"],
  ])("on the server is refused when it %s", async (_, change, message) => {
    const usual = answer;
    answer = (request, response) => {
      if (request.url === "/missing") response.writeHead(404).end();
      else usual(request, response);
    };
    const urls = change.urls?.map((path) => new URL(path, server.url).href);
    const models = tiny(urls ? { ...change, urls } : change);
    const fetching = run(["opt-tiny"], { models }).code;
    const { host } = new URL(server.url);
    await expect(fetching).rejects.toThrow(`npm run fetch: no download of pytorch_model.bin from ${host}: `);
    await expect(fetching).rejects.toThrow(message);
    await expect(fetching).rejects.toThrow(OutputError);
    expect(existsSync(join(folder(), "pytorch_model.bin"))).toBe(false);
  }); // biome-ignore format: a table

  test("is looked for at the next address", async () => {
    const good = new URL("pytorch_model.bin", server.url).href;
    const usual = answer;
    answer = (request, response) => {
      if (request.url === "/missing") response.writeHead(404).end();
      else usual(request, response);
    };
    const models = tiny({ urls: [new URL("missing", server.url).href, good] });
    expect(await run(["opt-tiny"], { models }).code).toBe(0);
  });
});

test("a host that does not answer is named, with the remedy", async () => {
  const closed = await startServer(() => undefined);
  await closed.close();
  const models = tiny({ urls: [closed.url] });
  await expect(run(["opt-tiny"], { models }).code).rejects.toThrow(
    new OutputError(
      `npm run fetch: no download of pytorch_model.bin from ${new URL(closed.url).host}: ` +
        `connect ECONNREFUSED ${new URL(closed.url).host}. Go online and run it again, which goes on where it stopped; or ` +
        `bring the files (config.json, pytorch_model.bin) from elsewhere into ${folder()} and run it again, which checks them`,
    ),
  );
  const silent = run(["opt-tiny"], { patience: 0.2 });
  answer = () => undefined;
  await expect(silent.code).rejects.toThrow(/pytorch_model\.bin from 127\.0\.0\.1:\d+: no answer for 0\.2 s\. Go online/);
}); // biome-ignore format: two messages

test("a model with tensors of another configuration is refused after its download", async () => {
  const usual = answer;
  const config = Buffer.from(readFileSync(goldenPath("projected/config.json")));
  answer = (request, response) => {
    if (request.url === "/config.json") serveRange(config, request, response);
    else usual(request, response);
  };
  const { models } = tiny();
  const files = models[0]!.files.map((file) =>
    file.path === "config.json"
      ? { ...file, bytes: config.length, gitBlob: undefined, sha256: hash("sha256", config) }
      : file,
  );
  const fetching = run(["opt-tiny"], { models: { models: [{ ...models[0]!, files }] } });
  await expect(fetching.code).rejects.toThrow(
    /^loadOpt cannot use .*pytorch_model\.bin: its tensor decoder\./,
  );
});

test("a folder that cannot be written is named", async () => {
  writeFileSync(join(cache, "file"), "");
  await expect(run(["opt-tiny", "--output", join(cache, "file/x")]).code).rejects.toThrow(
    /^Cannot write .*file\/x: .*choose another folder with --output/,
  );
});

test("a folder in the place of a file is set aside", async () => {
  mkdirSync(join(folder(), "pytorch_model.bin"), { recursive: true });
  expect(await run(["opt-tiny"]).code).toBe(0);
  expect(readdirSync(folder()).sort()).toEqual([...names, "pytorch_model.bin.damaged"]);
});

describe("words", () => {
  test("--list names the models, what they are and whether they are there", async () => {
    const list = run(["--list"]);
    expect(await list.code).toBe(0);
    expect(list.text()).toBe(
      "opt-tiny  A tiny OPT, nobody 2026; 21 kB; free; not there: npm run fetch -- opt-tiny\n",
    );
    expect(await run(["opt-tiny"]).code).toBe(0);
    const again = run(["--list"]);
    expect(await again.code).toBe(0);
    expect(again.text()).toBe(`opt-tiny  A tiny OPT, nobody 2026; 21 kB; free; in ${folder()}\n`);
  });

  test.each([[[]], [["--help"]], [["opt-tiny", "-h"]]])("%j shows the help", async (words) => {
    const shown = run(words);
    expect(await shown.code).toBe(0);
    expect(shown.text()).toMatch(/^npm run fetch -- opt-125m \[--output DIR\]\n/);
    expect(server.requests).toEqual([]);
  });

  test.each<[string[], string]>([
    [["opt-tyni"], 'npm run fetch: unknown model "opt-tyni"; nearest: opt-tiny'],
    [["opt-tiny", "opt-125m"], "npm run fetch needs one model, got opt-tiny, opt-125m"],
    [["opt-tiny", "--output", ""], "npm run fetch: --output needs a folder, got none"],
    [["--ouptut", "x"], "There is no flag --ouptut. Nearest: --output."],
  ])("%j are refused", async (words, message) => {
    await expect(run(words).code).rejects.toThrow(new UsageError(message));
  });
});

test("the project's own list names OPT-125m by digests that fit its kind", () => {
  const { models } = readModels();
  expect(models.map(({ name }) => name)).toEqual(["opt-125m"]);
  for (const { path, bytes, sha256, gitBlob, urls } of models[0]!.files) {
    expect(sha256 ?? gitBlob, path).toMatch(sha256 ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/);
    expect(bytes).toBeGreaterThan(0);
    expect(urls.every((url) => url.endsWith(`/${path}`) && /\/resolve\/[0-9a-f]{40}\//.test(url))).toBe(true);
  }
  // The file of weights has 16 bits a number, and a little beside them.
  const opt = {
    vocabularySize: 50272, hiddenSize: 768, embeddingSize: 768, feedForwardSize: 3072, layers: 12, heads: 12, positions: 2048,
    normalizeBefore: true, finalNormalization: true, dropout: 0.1, attentionDropout: 0, beginningToken: 2, endToken: 2, paddingToken: 1,
  }; // biome-ignore format: a record
  const numbers = Object.values(optParameterShapes(opt)).reduce(
    (sum, shape) => sum + shape.reduce((product, side) => product * side, 1),
    0,
  );
  const { bytes } = models[0]!.files.find(({ path }) => path === "pytorch_model.bin")!;
  expect(bytes / (2 * numbers)).toBeGreaterThan(1);
  expect(bytes / (2 * numbers)).toBeLessThan(1.001);
});

test("the configuration that the list knows is the published one, to the last byte", () => {
  const published = {
    _name_or_path: "facebook/opt-125m",
    activation_dropout: "0.0",
    activation_function: "relu",
    architectures: ["OPTForCausalLM"],
    attention_dropout: "0.0",
    bos_token_id: 2,
    do_layer_norm_before: true,
    dropout: 0.1,
    eos_token_id: 2,
    ffn_dim: 3072,
    hidden_size: 768,
    init_std: 0.02,
    layerdrop: "0.0",
    max_position_embeddings: 2048,
    model_type: "opt",
    num_attention_heads: 12,
    num_hidden_layers: 12,
    pad_token_id: 1,
    prefix: "</s>",
    torch_dtype: "float16",
    transformers_version: "4.21.0.dev0",
    use_cache: true,
    vocab_size: 50272,
    word_embed_proj_dim: 768,
  };
  // Python writes 0.0 where JavaScript writes 0.
  const text = `${JSON.stringify(published, null, 2).replaceAll('"0.0"', "0.0")}\n`;
  const { bytes, sha256 } = readModels().models[0]!.files.find(({ path }) => path === "config.json")!;
  expect(text.length).toBe(bytes);
  expect(hash("sha256", Buffer.from(text))).toBe(sha256);
});
