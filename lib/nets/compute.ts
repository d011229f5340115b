import { engine } from "./engine";

/** What `act` returns, numbers read from tensors; the tensors that it made on the way are freed. */
export function compute<Result>(act: () => Result): Result {
  let result: Result | undefined;
  engine().tidy(() => {
    result = act();
  });
  return result as Result;
}
