import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, createConnection, readConnection } from "../../lib/kernel/wire/connection";
import { decodeMessage, encodeMessage } from "../../lib/kernel/wire/frames";
import { createMessage } from "../../lib/kernel/wire/message";

const identity = Buffer.from("front end");
const request = {
  ...createMessage("execute_request", { code: "1" }, undefined, "s"),
  identities: [identity],
};

test("a message survives the wire", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), fc.array(fc.uint8Array()), (value, key, buffers) => {
      const content = JSON.parse(JSON.stringify({ value }));
      const message = { ...createMessage("display_data", content, request, "session"), buffers };
      const decoded = decodeMessage(encodeMessage(message, key), key);
      expect(decoded.content).toEqual(content);
      expect(decoded.header).toEqual(message.header);
      expect(decoded.parentHeader).toEqual(request.header);
      expect(decoded.identities).toEqual([identity]);
      expect(decoded.buffers).toEqual(buffers);
    }),
  );
});

test("a changed or differently signed message is refused", () => {
  const frames = encodeMessage(request, "key");
  expect(() => decodeMessage(frames, "another")).toThrow("signature does not belong to the connection's key");
  const changed = frames.map((frame, i) => (i === frames.length - 1 ? Buffer.from('{"code":"2"}') : frame));
  expect(() => decodeMessage(changed, "key")).toThrow(RangeError);
});

test("frames that are no message are refused", () => {
  expect(() => decodeMessage([Buffer.from("a"), Buffer.from("b")], "")).toThrow(
    "decodeMessage needs a delimiter, a signature and four parts, got 2 frames",
  );
});

test("a new connection has ports of its own and a key", async () => {
  const connection = await createConnection();
  const { shell_port, control_port, iopub_port, stdin_port, hb_port } = connection;
  expect(new Set([shell_port, control_port, iopub_port, stdin_port, hb_port]).size).toBe(5);
  expect(connection.key).not.toBe("");
  expect(addressOf(connection, "hb")).toBe(`tcp://127.0.0.1:${hb_port}`);
  expect(addressOf({ ...connection, transport: "ipc", ip: "/tmp/s" }, "hb")).toBe(`ipc:///tmp/s-${hb_port}`);
});

test("a connection file is read, and refused when it is not one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "connection-"));
  const file = join(folder, "connection.json");
  const connection = await createConnection();
  writeFileSync(file, JSON.stringify(connection));
  expect(readConnection(file)).toEqual(connection);
  writeFileSync(file, JSON.stringify({ ...connection, signature_scheme: "hmac-md5" }));
  expect(() => readConnection(file)).toThrow("needs the signature scheme hmac-sha256, got hmac-md5");
  writeFileSync(file, JSON.stringify({ ...connection, hb_port: "x" }));
  expect(() => readConnection(file)).toThrow("without hb_port");
  rmSync(folder, { recursive: true });
});
