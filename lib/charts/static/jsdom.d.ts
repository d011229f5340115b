// The little of jsdom that drawing needs; its published types would bring the whole DOM into every file.
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options: { runScripts: "outside-only" });
    readonly window: import("./page").PageWindow;
  }
}
