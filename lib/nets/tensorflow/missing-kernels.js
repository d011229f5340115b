/** What a kernel takes, tensors by name or in a list and some of them lists again, as `copy` makes of each. */
function mapTensors(inputs, copy) {
  if (inputs === null || inputs === undefined) return inputs;
  if (inputs.dataId) return copy(inputs);
  if (Array.isArray(inputs)) return inputs.map((input) => mapTensors(input, copy));
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, mapTensors(input, copy)]));
}

function handOver(info, from, to) {
  const dataId = to.write(from.data.get(info.dataId).values, info.shape, info.dtype);
  from.disposeIntermediateTensorInfo(info);
  return { dataId, shape: info.shape, dtype: info.dtype };
}

/** Complex numbers are stored otherwise by each engine. */
const isComplex = (name) => /^(Complex|ComplexAbs|FFT|IFFT|Imag|Real)$/.test(name);

/**
 * Has plain JavaScript compute what the engine `name` lacks, such as the gradients of an embedding and of a
 * convolution; without complex numbers.
 */
exports.completeKernels = (library, name) => {
  const kernels = (engine) => library.getKernelsForBackend(engine);
  const present = new Set(kernels(name).map(({ kernelName }) => kernelName));
  const lacking = kernels("cpu").filter(
    ({ kernelName }) => !present.has(kernelName) && !isComplex(kernelName),
  );
  const plain = library.findBackend("cpu");
  for (const { kernelName, kernelFunc } of lacking) {
    const compute = ({ inputs, attrs, backend }) => {
      const copies = [];
      const copy = ({ shape, dtype, dataId }) => {
        copies.push(plain.makeTensorInfo(shape, dtype, backend.readSync(dataId)));
        return copies.at(-1);
      };
      const outputs = kernelFunc({ inputs: mapTensors(inputs, copy), attrs, backend: plain });
      const results = mapTensors(outputs, (output) => handOver(output, plain, backend));
      for (const made of copies) plain.disposeIntermediateTensorInfo(made);
      return results;
    };
    library.registerKernel({ kernelName, backendName: name, kernelFunc: compute });
  }
};
