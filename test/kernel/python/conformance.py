"""The kernel under jupyter-kernel-test: the checks that Jupyter's own project has for kernels of any language."""

import unittest

import jupyter_kernel_test
from jupyter_kernel_test.msgspec_v5 import schema_fragments

# A message of protocol 5.4 that the package does not know yet.
schema_fragments.setdefault("iopub_welcome", {"properties": {"subscription": {"type": "string"}}})


class KernelConformance(jupyter_kernel_test.KernelTests):
    kernel_name = "model-collapse"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('to stderr')"
    code_generate_error = "throw new RangeError('expected')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a' + 'b'", "result": "'ab'"},
        {"code": "await Promise.resolve(5)", "result": "5"},
        {"code": "6 * 8", "result": "48"},
    ]
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>bold</b>')", "mime": "text/html"},
        {"code": "import { display as d } from 'tslab'; d.png(new Uint8Array([1, 2]))", "mime": "image/png"},
        {
            "code": "(globalThis as any)[Symbol.for('model-collapse.front-end')]"
            ".display({'application/json': {a: 1}, 'text/plain': 'a'})",
            "mime": "application/json",
        },
    ]
    code_clear_output = "(globalThis as any)[Symbol.for('model-collapse.front-end')].clearOutput()"
    code_inspect_sample = "Math.max"

    completion_samples = [
        {"text": "[1, 2].indexO", "matches": {"indexOf", "lastIndexOf"}},
        {"text": "Math.atan", "matches": {"atan", "atan2", "atanh"}},
        {"text": "'𝜎𝜎'.charC", "matches": {"charCodeAt"}},
    ]
    complete_code_samples = ["1 + 1", "const a = 1;", "await f()", "import * as fs from 'fs'", "f<number>(1)"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "if (true) {\n  f(", "/* open"]
    invalid_code_samples = ["const = 1", "1 +* 2", "let let = }"]

    code_history_pattern = "6 * 7"
    supported_history_operations = ("tail", "range", "search")

    def test_welcome(self) -> None:
        """A second subscriber is welcomed too."""
        client = self.km.client()
        client.start_channels()
        try:
            message = client.get_iopub_msg(timeout=10)
            self.assertEqual(message["msg_type"], "iopub_welcome")
        finally:
            client.stop_channels()


if __name__ == "__main__":
    unittest.main(verbosity=2)
