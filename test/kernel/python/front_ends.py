"""What editors such as VS Code rely on: the kernelspec as Jupyter lists it, the order of messages, interruption."""

import json
import os
import subprocess
import sys
import unittest

from jupyter_client.manager import start_new_kernel


class FrontEnds(unittest.TestCase):
    def test_jupyter_lists_the_kernel_with_what_a_picker_needs(self) -> None:
        listed = subprocess.run(
            [sys.executable, "-m", "jupyter", "kernelspec", "list", "--json"], capture_output=True, text=True, check=True
        )
        entry = json.loads(listed.stdout)["kernelspecs"]["model-collapse"]
        spec = entry["spec"]
        self.assertTrue(os.path.isfile(os.path.join(entry["resource_dir"], "kernel.json")))
        self.assertEqual(spec["language"], "typescript")
        self.assertEqual(spec["display_name"], "TypeScript (model-collapse)")
        self.assertEqual(spec["interrupt_mode"], "message")
        program, script, connection = spec["argv"]
        self.assertTrue(os.access(program, os.X_OK) and os.path.isabs(program))
        self.assertTrue(os.path.isfile(script))
        self.assertEqual(connection, "{connection_file}")

    def test_messages_come_in_order_and_a_cell_can_be_interrupted(self) -> None:
        manager, client = start_new_kernel(kernel_name="model-collapse")
        try:
            types = messages(client, client.execute("console.log('out'); 6 * 7"))
            self.assertEqual(types, ["busy", "execute_input", "stream", "execute_result", "idle"])
            request = client.execute("console.log('under way'); for (;;);")
            until(client, request, "stream")
            manager.interrupt_kernel()
            error = until(client, request, "error")
            self.assertEqual(error["content"]["ename"], "Interrupted")
            reply = client.get_shell_msg(timeout=30)
            while reply["parent_header"]["msg_id"] != request:
                reply = client.get_shell_msg(timeout=30)
            self.assertEqual(reply["content"]["status"], "error")
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def until(client, request: str, kind: str) -> dict:
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == request and message["msg_type"] == kind:
            return message


def messages(client, request: str) -> list[str]:
    """The types published for a request; a status as its state."""
    seen: list[str] = []
    while not seen or seen[-1] != "idle":
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == request:
            state = message["content"].get("execution_state")
            seen.append(state or message["msg_type"])
    return seen


if __name__ == "__main__":
    unittest.main(verbosity=2)
