import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";
import os from "node:os";

/** A second wall behind the sandbox's: nothing in this process reaches a network or starts threads of its own accord. */
export function stayAlone(): void {
  const refuse = (): never => {
    throw new Error("There is no network in graded cells.");
  };
  Object.assign(net.Socket.prototype, { connect: refuse });
  Object.assign(net.Server.prototype, { listen: refuse });
  Object.assign(dgram.Socket.prototype, { bind: refuse, connect: refuse, send: refuse });
  Object.assign(dns, { lookup: refuse, resolve: refuse });
  Object.assign(dns.promises, { lookup: refuse, resolve: refuse });
  // What would share its work among threads works alone: the digits are the same.
  os.availableParallelism = () => 1;
}
