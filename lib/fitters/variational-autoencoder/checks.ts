import { type Images, requireImages } from "../../data/images";
import type { Architecture } from "../../nets/variational/architecture";
import { checkSizes } from "../training/length";

/**
 * Refuses a network of another kind, or of impossible sizes.
 * @throws RangeError naming the caller, the option, the need and what came
 */
export function checkArchitecture(caller: string, architecture: Architecture): void {
  checkSizes(caller, sizesOf(caller, architecture));
}

function sizesOf(caller: string, architecture: Architecture): Record<string, number> {
  const latent = { "architecture.latent": architecture.latent };
  if (architecture.kind === "dense") return { "architecture.hidden": architecture.hidden, ...latent };
  if (architecture.kind === "convolutional") {
    const { channels } = architecture;
    if (channels?.length !== 2) {
      const got = JSON.stringify(channels);
      throw new RangeError(
        `${caller} needs architecture.channels to be two numbers, such as [64, 128], got ${got}`,
      );
    }
    return { "architecture.channels[0]": channels[0], "architecture.channels[1]": channels[1], ...latent };
  }
  const kind = JSON.stringify((architecture as { kind?: unknown }).kind);
  throw new RangeError(`${caller} needs architecture.kind "dense" or "convolutional", got ${kind}`);
}

/** Names what makes a network's training or use smaller, for messages about memory. */
export function smallerNetwork(architecture: Architecture): string {
  return architecture.kind === "dense"
    ? `a smaller architecture.hidden (${architecture.hidden})`
    : `fewer architecture.channels (${architecture.channels.join(", ")})`;
}

/**
 * Refuses images that a network of this architecture cannot be fitted to.
 * @throws RangeError naming the caller, the need and what came
 */
export function checkTrainingImages(caller: string, images: Images, architecture: Architecture): void {
  requireImages(caller, images);
  if (images.count === 0) throw new RangeError(`${caller} needs at least one image, got none`);
  checkSides(caller, images, architecture);
}

/**
 * Refuses a size of images that a convolutional network cannot halve twice.
 * @throws RangeError naming the caller, the need and what came
 */
export function checkSides(
  caller: string,
  { height, width }: Pick<Images, "height" | "width">,
  { kind }: Architecture,
): void {
  if (kind !== "convolutional" || (height % 4 === 0 && width % 4 === 0)) return;
  throw new RangeError(
    `${caller} needs images whose sides are multiples of 4 for a convolutional network, got ${height} × ${width}. ` +
      'Pad them, or use architecture.kind "dense"',
  );
}
