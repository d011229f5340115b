/** A set-up that could not be finished, with a message that names the remedy. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const noNetwork =
  /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|SELF_SIGNED_CERT_IN_CHAIN)\b/;

/** The path that an error of npm or of Node names. */
function refusedPath(output) {
  const named =
    /^npm err\S* path (.+)$/im.exec(output) ||
    /(?:permission denied|read-only file system|not permitted), \w+ '([^']+)'/.exec(output);
  return named ? named[1] : undefined;
}

/** What to do about a failed step, from the codes that Node or npm named; undefined when none is known. */
export function remedyForOutput(output, root) {
  const network = noNetwork.exec(output);
  if (/\bENOSPC\b/.test(output)) {
    return `The disk is full (ENOSPC): free about 1 GB where ${root} lies, and in npm's cache folder, then run the same command again.`;
  }
  if (network) {
    const proxy = "behind a proxy, set HTTPS_PROXY (and NODE_EXTRA_CA_CERTS when it has its own certificate)";
    return `The package registry could not be reached: ${network[1]}. Check the connection; ${proxy}; then run the same command again.`;
  }
  if (/\b(EROFS|EACCES|EPERM)\b/.test(output)) {
    const place = refusedPath(output) || root;
    return `${place} cannot be written to: make it writable for you, or copy the project to a folder that is, then run the same command again.`;
  }
  if (/\b(EUSAGE|ERESOLVE)\b/.test(output)) {
    return "package-lock.json does not belong to package.json: run `npm install`, then the same command again.";
  }
  return undefined;
}

/** The message for an error nobody expected: the known remedy, or the error itself. */
export function remedyFor(error, root) {
  const text = `${error.code || ""} ${error.message}`;
  const remedy = remedyForOutput(text, root);
  return remedy ? `Set-up failed. ${remedy}\n(${error.message})` : `Set-up failed. ${error.stack}`;
}
