import type { Points } from "../../data/points";
import { checkPoints } from "../checks";
import type { RestrictedBoltzmannMachineModel } from "./model";

/** @throws TypeError or RangeError naming the caller unless the points are at least one row of zeros and ones */
export function checkBinary(caller: string, data: Points): void {
  checkPoints(caller, data, 1);
  const { values, columns } = data;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0 || values[i] === 1) continue;
    const place = `row ${Math.floor(i / columns)}, column ${i % columns}`;
    throw new RangeError(
      `${caller} needs zeros and ones: ${place} is ${values[i]}. Threshold the data first`,
    );
  }
}

/** @throws RangeError naming the caller when the arrays of the model do not fit together or hold what is not finite */
export function checkMachine(caller: string, model: RestrictedBoltzmannMachineModel): void {
  const { visible, hidden } = model;
  const sizes = { weights: visible * hidden, visibleBiases: visible, hiddenBiases: hidden };
  for (const [name, size] of Object.entries(sizes)) {
    const values = model[name as keyof typeof sizes];
    if (values.length !== size) {
      throw new RangeError(
        `${caller} needs ${size} ${name} for ${visible} visible and ${hidden} hidden units, got ${values.length}`,
      );
    }
    const broken = values.findIndex((value) => !Number.isFinite(value));
    if (broken >= 0) {
      throw new RangeError(
        `${caller} needs finite parameters: entry ${broken} of ${name} is ${values[broken]}`,
      );
    }
  }
}

/** @throws RangeError naming the caller when the rows have another width than the machine has visible units */
export function checkWidth(caller: string, model: RestrictedBoltzmannMachineModel, data: Points): void {
  if (data.columns !== model.visible) {
    throw new RangeError(
      `${caller} needs rows of ${model.visible} columns, one for each visible unit, got ${data.columns}`,
    );
  }
}
