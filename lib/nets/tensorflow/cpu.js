/** Registers plain JavaScript, without the banner that it prints on its first tensor. */
exports.registerCpu = (library) => {
  require("@tensorflow/tfjs-backend-cpu");
  library.findBackend("cpu").firstUse = false;
};

/** Starts plain JavaScript: always there, the slowest. */
exports.startCpu = (library) => {
  exports.registerCpu(library);
  library.setBackend("cpu");
  return { description: "plain JavaScript" };
};
