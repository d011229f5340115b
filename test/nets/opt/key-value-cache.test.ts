import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../../lib/nets/engine";
import { createKeyValueCache } from "../../../lib/nets/opt/key-value-cache";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { aliveTensors, normals } from "../helpers";

beforeAll(tensorsReady);

describe("a cache of keys or values", () => {
  test("holds what was entered where it was entered, also when it has grown", () => {
    const changes = fc.array(fc.oneof(fc.constant("grow"), fc.constant("enter")), {
      minLength: 1,
      maxLength: 12,
    });
    const size = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(changes, size, size, size, fc.nat(), (list, tables, firstSlots, width, label) => {
        const random = createRandom(label);
        const before = aliveTensors();
        const cache = createKeyValueCache(tables, firstSlots, width);
        let slots = firstSlots;
        const expected = new Map<string, number[]>();
        for (const change of list) {
          if (change === "grow") {
            slots += random.integer(4);
            cache.grow(slots);
          } else {
            const free = Array.from({ length: tables * slots }, (_, place) => place);
            const places = Int32Array.from(random.shuffle(free).slice(0, 1 + random.integer(tables * slots)));
            const rows = normals(places.length * width, random);
            engine().tidy(() => {
              cache.enter(
                engine().tensor1d(places, "int32"),
                engine().tensor2d(rows, [places.length, width]),
              );
            });
            places.forEach((place, at) => {
              const key = `${Math.floor(place / slots)} ${place % slots}`;
              expected.set(key, [...rows.subarray(at * width, (at + 1) * width)]);
            });
          }
          expect(aliveTensors()).toBe(before + 1);
          engine().tidy(() => {
            const table = cache.table();
            expect(table.shape).toEqual([tables, slots, width]);
            const values = table.dataSync<"float32">();
            for (let place = 0; place < tables * slots; place++) {
              const own =
                expected.get(`${Math.floor(place / slots)} ${place % slots}`) ?? Array(width).fill(0);
              expect([...values.subarray(place * width, (place + 1) * width)]).toEqual(own);
            }
          });
        }
        cache.dispose();
        expect(aliveTensors()).toBe(before);
      }),
      { numRuns: 60 },
    );
  });
});
